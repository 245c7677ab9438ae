import { sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { asNumber, type CompareTexts, compareTexts, compareValues, isNothing, keyOf } from '#shared/value'
import { DecimalSum } from './decimal-sum.ts'

/** Takes the values of one group one by one. */
export type Tally = { add(value: Json | undefined, index: number): void; result(): Json }
export type What =
  | 'count'
  | 'sum'
  | 'average'
  | 'min'
  | 'max'
  | 'first'
  | 'last'
  | 'joined'
  | 'list'
  | 'distinct'
/** `of`: what the value is called in errors */
export type TallyOptions = { of: string; separator: string }

const inOrder: CompareTexts = compareTexts('natural', 'en')

/** Blank cells of a table count as nothing. */
const isBlank = (value: Json | undefined): value is null | undefined | '' => isNothing(value) || value === ''

/** @throws (from `add`) AppError `data.not-a-number` */
export function makeTally(what: What, options: TallyOptions): Tally {
  switch (what) {
    case 'count':
      return counting()
    case 'distinct':
      return distinct()
    case 'sum':
    case 'average':
      return adding(what, options)
    case 'min':
      return extreme(-1)
    case 'max':
      return extreme(1)
    case 'first':
      return keeping((held) => held === undefined)
    case 'last':
      return keeping(() => true)
    default:
      return collecting(what, options)
  }
}

function counting(): Tally {
  let count = 0
  return {
    add(value) {
      if (!isBlank(value)) count++
    },
    result: () => count,
  }
}

function distinct(): Tally {
  const keys = new Set<string>()
  return {
    add(value) {
      if (!isBlank(value)) keys.add(keyOf(value))
    },
    result: () => keys.size,
  }
}

function adding(what: 'sum' | 'average', { of }: TallyOptions): Tally {
  const sum = new DecimalSum()
  return {
    add(value, index) {
      if (isBlank(value)) return
      const number = asNumber(value)
      if (number === undefined) throw notANumber(what, of, value, index)
      sum.add(number)
    },
    result: () => (what === 'sum' ? sum.total() : sum.average()),
  }
}

/** Numbers that stand as texts, as tables from CSV have them, are compared as numbers where all are such. */
function extreme(sign: 1 | -1): Tally {
  let number: number | undefined
  let held: Json | undefined
  let allNumbers = true
  return {
    add(value) {
      if (isBlank(value)) return
      if (held === undefined || compareValues(value, held, inOrder) * sign > 0) held = value
      const as = asNumber(value)
      if (as === undefined) allNumbers = false
      else if (number === undefined || (as - number) * sign > 0) number = as
    },
    result: () => (allNumbers ? number : held) ?? null,
  }
}

function keeping(takes: (held: Json | undefined) => boolean): Tally {
  let held: Json | undefined
  return {
    add(value) {
      if (!isNothing(value) && takes(held)) held = value
    },
    result: () => held ?? null,
  }
}

function collecting(what: 'joined' | 'list', { separator }: TallyOptions): Tally {
  const all: Json[] = []
  return {
    add(value) {
      if (what === 'list' ? value !== undefined : !isBlank(value)) all.push(value as Json)
    },
    result: () =>
      what === 'list'
        ? all
        : all.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(separator),
  }
}

const notANumber = (what: 'sum' | 'average', of: string, value: Json, index: number): AppError =>
  new AppError({
    code: 'data.not-a-number',
    message: `Item ${index + 1}: ${of} is ${sayValue(value)}, but ${what === 'sum' ? 'a sum' : 'an average'} needs numbers.`,
    fix: 'Filter such items out first, or make numbers of them: {{ Number(item.price) }}',
    details: { field: 'values', index },
  })
