import picomatch from 'picomatch'
import { fileProblem } from './file-error.ts'

/** Which entries of a folder a pattern means. */
export type NamePattern = {
  /** @param way from the folder, with slashes @param name its last part */
  fits(way: string, name: string): boolean
  /** whether it may mean something inside a hidden folder */
  readonly walksHidden: boolean
}

/**
 * A pattern without a slash looks at names, one with slashes at the way from the folder. Capitals make no difference,
 * and hidden entries come only when the pattern names them.
 * @param folder what it is for, whole path
 * @throws AppError `files.bad-pattern`
 */
export function namePattern(match: string, folder: string): NamePattern {
  return { fits: testOf(match, folder), walksHidden: /(^|\/)\.[^/]*\//.test(match) }
}

/** A dot where a name, or one of several, begins. */
const NAMES_HIDDEN = /(^|[/{,(|])\./

function testOf(match: string, folder: string): NamePattern['fits'] {
  if (match === '*') return (_way, name) => !name.startsWith('.')
  try {
    const test = picomatch(match, { nocase: true })
    // picomatch lets {*.jpg,*.png} mean .hidden.jpg, though *.jpg does not
    const namesHidden = NAMES_HIDDEN.test(match)
    const mayBe = (name: string) => namesHidden || !name.startsWith('.')
    return match.includes('/')
      ? (way, name) => mayBe(name) && test(way)
      : (_way, name) => mayBe(name) && test(name)
  } catch {
    throw fileProblem({
      code: 'files.bad-pattern',
      message: `"${match.slice(0, 80)}" is not a pattern for names.`,
      fix: 'Use * for any letters and ? for one: *.pdf',
      path: folder,
    })
  }
}
