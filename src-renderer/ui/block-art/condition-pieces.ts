import i18next from 'i18next'
import { type Condition, type OneOf, type Operand, type Operator, readCondition } from '#shared/condition'
import { chipOf, type Piece, shortened } from './template-pieces.ts'

/** Tests shown on the block; what goes beyond is in the inspector. */
const MOST_TESTS = 3

/** How an operator reads where no language says otherwise. */
const WORDS: Readonly<Record<Operator | 'and' | 'or' | 'not', string>> = {
  is: 'is',
  'is-not': 'is not',
  more: 'is more than',
  least: 'is at least',
  less: 'is less than',
  most: 'is at most',
  contains: 'contains',
  begins: 'begins with',
  ends: 'ends with',
  matches: 'matches',
  'one-of': 'is one of',
  empty: 'is empty',
  'not-empty': 'is not empty',
  true: 'is true',
  'not-true': 'is not true',
  and: 'and',
  or: 'or',
  not: 'not',
}

/** A condition read back in words: value, operator, value, joined by and / or / not; else its code. */
export function conditionPieces(code: string): Piece[] {
  const condition = readCondition(code)
  if (!condition) return [{ is: 'text', text: shortened(code.trim()) }]
  const left = { tests: MOST_TESTS }
  return piecesOf(condition, left)
}

const word = (key: keyof typeof WORDS): Piece => ({
  is: 'operator',
  text:
    i18next.t(key === 'and' || key === 'or' || key === 'not' ? key : `operator.${key}`, {
      ns: 'inspector',
      defaultValue: WORDS[key],
    }) || WORDS[key],
})
const sign = (text: string): Piece => ({ is: 'operator', text })

function piecesOf(condition: Condition, left: { tests: number }): Piece[] {
  if (condition.is === 'test') return testPieces(condition, left)
  if (condition.is === 'not') return [word('not'), ...bracketed(condition.part, left)]
  const joint = word(condition.is === 'all' ? 'and' : 'or')
  const pieces: Piece[] = []
  for (const part of condition.parts) {
    if (left.tests === 0) return [...pieces, sign('…')]
    if (pieces.length > 0) pieces.push(joint)
    pieces.push(...(part.is === 'all' || part.is === 'any' ? bracketed(part, left) : piecesOf(part, left)))
  }
  return pieces
}

const bracketed = (part: Condition, left: { tests: number }): Piece[] =>
  part.is === 'test' ? piecesOf(part, left) : [sign('('), ...piecesOf(part, left), sign(')')]

function testPieces(test: Extract<Condition, { is: 'test' }>, left: { tests: number }): Piece[] {
  left.tests = Math.max(0, left.tests - 1)
  const value = operandPiece(test.left)
  // a value that is true or not needs no operator: "if item.done"
  if (test.operator === 'true') return [value]
  if (test.operator === 'not-true') return [word('not'), value]
  return test.right === null
    ? [value, word(test.operator)]
    : [value, word(test.operator), operandPiece(test.right)]
}

function operandPiece(operand: Operand | OneOf): Piece {
  if (operand.is === 'path') return chipOf(operand.code)
  const text = operand.is === 'list' ? operand.items.map(literalWords).join(', ') : literalWords(operand)
  return { is: 'literal', text: shortened(text) }
}

const literalWords = (literal: Exclude<Operand, { is: 'path' }>): string =>
  literal.is === 'text' ? literal.text : literal.is === 'nothing' ? 'null' : String(literal.value)
