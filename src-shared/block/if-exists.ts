import type { Choice } from './field.ts'

const TITLES = { rename: 'add a number to the name', fail: 'fail', replace: 'replace it' } as const
type Way = keyof typeof TITLES

/** What a block that makes a file does when there is one of that name: choices in this order, the first one as a rule. */
export const ifExists = <const W extends readonly Way[]>(...ways: W): Choice<W[number]>[] =>
  ways.map((value) => ({ value, title: TITLES[value] }))
