import type { Condition, Literal, OneOf, Operand, Operator } from './condition.ts'

/** The code of a condition, without braces; undefined while something in it is still to be chosen. */
export function writeCondition(condition: Condition): string | undefined {
  if (condition.is === 'test') return writeTest(condition)
  if (condition.is === 'not') {
    const inside = writeCondition(condition.part)
    return inside === undefined ? undefined : `!(${inside})`
  }
  const parts = condition.parts.map(writePart)
  if (parts.length === 0 || parts.includes(undefined)) return undefined
  return parts.join(condition.is === 'all' ? ' && ' : ' || ')
}

/** What of a condition is chosen already: tests that are still open are left out of their groups. */
export function chosenPart(condition: Condition): Condition | undefined {
  if (condition.is === 'test') return writeTest(condition) === undefined ? undefined : condition
  if (condition.is === 'not') {
    const part = chosenPart(condition.part)
    return part && { is: 'not', part }
  }
  const parts = condition.parts.map(chosenPart).filter((part) => part !== undefined)
  return parts.length > 1 ? { ...condition, parts } : parts[0]
}

/** Groups inside groups keep their own brackets. */
function writePart(part: Condition): string | undefined {
  const code = writeCondition(part)
  return code !== undefined && (part.is === 'all' || part.is === 'any') ? `(${code})` : code
}

function writeTest({ left, operator, right }: Extract<Condition, { is: 'test' }>): string | undefined {
  const a = operandCode(left)
  const b = right === null ? '' : right.is === 'list' ? listCode(right) : operandCode(right)
  if (a === undefined || b === undefined) return undefined
  return FORMS[operator](a, b, left)
}

type Form = (a: string, b: string, left: Operand) => string

/** Only a path and a text can have a dot right after them. */
const dotted = (code: string, left: Operand) =>
  left.is === 'path' || left.is === 'text' ? code : `(${code})`
const sign =
  (code: string): Form =>
  (a, b) =>
    `${a} ${code} ${b}`
const call =
  (name: string): Form =>
  (a, b, left) =>
    `${dotted(a, left)}.${name}(${b})`

const FORMS: Readonly<Record<Operator, Form>> = {
  is: sign('==='),
  'is-not': sign('!=='),
  more: sign('>'),
  least: sign('>='),
  less: sign('<'),
  most: sign('<='),
  contains: call('includes'),
  begins: call('startsWith'),
  ends: call('endsWith'),
  matches: (a, b) => `new RegExp(${b}).test(${a})`,
  'one-of': (a, b) => `${b}.includes(${a})`,
  // true of an empty text, an empty list and of nothing at all; a number is never empty
  empty: (a) => `(${a} ?? "").length === 0`,
  'not-empty': (a) => `(${a} ?? "").length !== 0`,
  true: (a) => a,
  'not-true': (a) => `!${a}`,
}

function operandCode(operand: Operand): string | undefined {
  if (operand.is === 'path') return operand.code.trim() === '' ? undefined : operand.code.trim()
  return literalCode(operand)
}

function literalCode(literal: Literal): string {
  if (literal.is === 'text') return JSON.stringify(literal.text)
  if (literal.is === 'nothing') return 'null'
  return String(literal.value)
}

const listCode = ({ items }: OneOf): string => `[${items.map(literalCode).join(', ')}]`
