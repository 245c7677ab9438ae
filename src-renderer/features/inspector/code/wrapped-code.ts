/**
 * The code of a block is the body of a function. The language service sees that function around it, so that `return`
 * and `await` are right where they stand and what is returned has a type; places are moved by as much as stands before.
 */
const TYPED = 'async function block(input: Input, ctx: Context, require: Require): Promise<Answer> {\n'
const PLAIN =
  '/** @param {Input} input @param {Context} ctx @param {Require} require @returns {Promise<Answer>} */ async function block(input, ctx, require) {\n'
const AFTER = '\n}\nexport {}\n'

/** @param file its ending says the language */
export const before = (file: string): string => (file.endsWith('.ts') ? TYPED : PLAIN)
export const wrapped = (file: string, code: string): string => before(file) + code + AFTER

type Span = { start: number; length: number }
const isSpan = (value: object): value is Span =>
  'start' in value && typeof value.start === 'number' && 'length' in value && typeof value.length === 'number'

/** An answer of the language service with its places in the code alone. What stands in other files stays. */
export function movedBack<T>(answer: T, file: string, code: string): T {
  return move(answer, { file, by: before(file).length, end: code.length }) as T
}

type Move = { file: string; by: number; end: number }

function move(value: unknown, how: Move): unknown {
  if (Array.isArray(value)) return value.filter((one) => !isOutside(one, how)).map((one) => move(one, how))
  if (typeof value !== 'object' || value === null || isElsewhere(value, how)) return value
  const moved = Object.fromEntries(Object.entries(value).map(([key, held]) => [key, move(held, how)]))
  return isSpan(value) ? { ...moved, ...clamped(value, how) } : moved
}

/** The end of the function is the end of the code: what is missing there is missing at its end. */
function clamped({ start, length }: Span, { by, end }: Move): Span {
  const from = Math.min(Math.max(start - by, 0), end)
  return { start: from, length: Math.max(0, Math.min(start - by + length, end) - from) }
}

/** Uses of a name that stand in the function's own head are none of the code's. */
function isOutside(value: unknown, how: Move): boolean {
  if (typeof value !== 'object' || value === null || isElsewhere(value, how)) return false
  const span = 'textSpan' in value ? value.textSpan : value
  return typeof span === 'object' && span !== null && isSpan(span) && span.start < how.by
}

function isElsewhere(value: object, { file }: Move): boolean {
  if ('fileName' in value && typeof value.fileName === 'string') return value.fileName !== file
  const held = 'file' in value ? value.file : undefined
  return typeof held === 'object' && held !== null && 'fileName' in held && held.fileName !== file
}
