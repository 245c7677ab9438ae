import { chipOf, isPlainPath, type Piece, shortened } from './template-pieces.ts'

/** The operators a condition is built of, in the order of the menu. `code` joins two operands. */
export const OPERATORS = [
  { word: 'is', code: '===', also: ['=='] },
  { word: 'is not', code: '!==', also: ['!='] },
  { word: 'is more than', code: '>', also: [] },
  { word: 'is at least', code: '>=', also: [] },
  { word: 'is less than', code: '<', also: [] },
  { word: 'is at most', code: '<=', also: [] },
] as const
export const CALLS = [
  { word: 'contains', code: 'includes' },
  { word: 'begins with', code: 'startsWith' },
  { word: 'ends with', code: 'endsWith' },
] as const

const COMPARED = /^(.+?)\s*(===|!==|==|!=|>=|<=|>|<)\s*(.+)$/
const CALLED = /^(.+)\.(includes|startsWith|endsWith)\((.+)\)$/
const TEXT = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')$/

/** A condition read back as value, operator, value; what cannot be read stands there as code. */
export function conditionPieces(code: string): Piece[] {
  const trimmed = code.trim()
  const called = CALLED.exec(trimmed)
  if (called) {
    const word = CALLS.find((call) => call.code === called[2])?.word
    const built = joined(called[1], word, called[3])
    if (built) return built
  }
  const compared = COMPARED.exec(trimmed)
  if (compared) {
    const sign = compared[2] as string
    const word = OPERATORS.find((o) => o.code === sign || (o.also as readonly string[]).includes(sign))?.word
    const built = joined(compared[1], word, compared[3])
    if (built) return built
  }
  if (isPlainPath(trimmed) && !isLiteral(trimmed)) return [chipOf(trimmed)]
  return [{ is: 'text', text: shortened(trimmed) }]
}

function joined(left?: string, word?: string, right?: string): Piece[] | undefined {
  const a = operand(left)
  const b = operand(right)
  return a && b && word ? [a, { is: 'operator', text: word }, b] : undefined
}

function operand(code = ''): Piece | undefined {
  const trimmed = code.trim()
  const text = TEXT.exec(trimmed)
  if (text) return { is: 'literal', text: shortened(text[1] ?? text[2] ?? '') }
  if (isLiteral(trimmed)) return { is: 'literal', text: trimmed }
  return isPlainPath(trimmed) ? chipOf(trimmed) : undefined
}

const isLiteral = (code: string) => /^(?:-?\d+(?:\.\d+)?|true|false|null|undefined)$/.test(code)
