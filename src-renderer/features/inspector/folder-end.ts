import type { Field } from '#shared/block'
import { markExpressions } from './insert-path.ts'

/**
 * Fields that take a folder or a new name tell the two apart by the last letter: `photos/` is a folder, `photos` a
 * name. Who means the folder and leaves the stroke away renames every file, one over the other.
 */
export const meansFolder = ({ kind, hint }: Pick<Field, 'kind' | 'hint'>): boolean =>
  kind === 'file' && hint !== undefined && hint.endsWith('/')

/** Whether a value put behind `before` goes on naming a folder: the text named one so far. */
export const goesOnAsFolder = (before: string, after: string, code: string): boolean =>
  /[/\\]$/.test(before) && after === '' && !isName(code)

/** Whether the end of a path is probably meant as a folder: behind a stroke, with neither an ending nor a name in it. */
export function looksLikeFolder(path: string): boolean {
  const pieces = markExpressions(path.trim())
  const plain = pieces.map(({ text, code }) => (code ? 'x'.repeat(text.length) : text)).join('')
  const cut = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'))
  if (cut < 0 || cut === plain.length - 1 || plain.slice(cut).includes('.')) return false
  return !isName(path.trim().slice(cut + 1))
}

/** `item.name`, `vars.newName`, `item.path` are what a file is called. */
const isName = (code: string): boolean => /name|path|stem|title/i.test(code)
