/** A condition as it is built: tests joined by and, or, not. Stored as an ordinary `{{ }}` expression. */
export type Condition =
  | { is: 'test'; left: Operand; operator: Operator; right: Operand | OneOf | null }
  | { is: 'all' | 'any'; parts: readonly Condition[] }
  | { is: 'not'; part: Condition }

/** A fixed value. */
export type Literal =
  | { is: 'text'; text: string }
  | { is: 'number'; value: number }
  | { is: 'yes-no'; value: boolean }
  | { is: 'nothing' }
/** A value from elsewhere (a plain path such as `item.name`), or a fixed one. */
export type Operand = { is: 'path'; code: string } | Literal
/** What `is one of` looks through. */
export type OneOf = { is: 'list'; items: readonly Literal[] }

/** In the order of the menu. */
export const OPERATORS = [
  'is',
  'is-not',
  'more',
  'least',
  'less',
  'most',
  'contains',
  'begins',
  'ends',
  'matches',
  'one-of',
  'empty',
  'not-empty',
  'true',
  'not-true',
] as const
export type Operator = (typeof OPERATORS)[number]

/** These say all with one value. */
const ALONE: ReadonlySet<Operator> = new Set(['empty', 'not-empty', 'true', 'not-true'])
export const standsAlone = (operator: Operator): boolean => ALONE.has(operator)

/** The same test with another operator; its right side is kept where it still fits. */
export function withOperator(test: Extract<Condition, { is: 'test' }>, operator: Operator): Condition {
  return { ...test, operator, right: rightFor(test.right, operator) }
}

function rightFor(right: Operand | OneOf | null, operator: Operator): Operand | OneOf | null {
  if (standsAlone(operator)) return null
  if (operator === 'one-of') {
    if (right?.is === 'list') return right
    return { is: 'list', items: right && right.is !== 'path' ? [right] : [] }
  }
  if (right?.is === 'list') return right.items[0] ?? EMPTY_TEXT
  return right ?? EMPTY_TEXT
}

const EMPTY_TEXT: Operand = { is: 'text', text: '' }

/** What a new test begins as: nothing to look at yet, compared with an empty text. */
export const NEW_TEST: Condition = {
  is: 'test',
  left: { is: 'path', code: '' },
  operator: 'is',
  right: EMPTY_TEXT,
}
