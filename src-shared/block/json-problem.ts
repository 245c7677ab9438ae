import { AppError } from '#shared/error'
import { readJson } from '#shared/flow'

/**
 * What is wrong with a JSON text, with its place. The reader of flow files finds it: it is slower than the engine's
 * own parser, and stricter.
 * @param what what the text is, for the sentence: `The text`, `notes.json`
 */
export function jsonProblem(text: string, what: string): AppError {
  try {
    readJson(text)
  } catch (error) {
    if (error instanceof AppError) return inWords(error, what)
    throw error
  }
  // the two parsers differ only in what is told above
  throw new Error('a JSON text was refused that can be read')
}

/** The reader of flow files says "The file". */
function inWords(error: AppError, what: string): AppError {
  const { code, message, details } = error.toJSON()
  return new AppError({
    code: code.replace(/^flow\./, 'data.'),
    message: message
      .replace(/^The file /, `${what} `)
      .replace(/ in a flow\.$/, '.')
      .replace(/^The key /, what === 'The text' ? 'The key ' : `${what}: the key `),
    fix: FIXES[code] ?? 'Mend the text at that place, or look where it comes from.',
    details,
  })
}

const FIXES: Readonly<Record<string, string>> = {
  'flow.duplicate-key': 'Keep one of the two.',
  'flow.too-deep': 'Take the nesting out of it where it is made.',
  'flow.forbidden-key': 'Rename this key where it is made.',
}
