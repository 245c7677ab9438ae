import { implement, isList } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import { checkFound, itemTable, itemValues, keyOf, parsePath } from '#shared/value'
import { summarise } from './block.ts'
import { makeTally, type Tally, type What } from './tally.ts'

type Group = { keys: readonly (Json | undefined)[]; tallies: Tally[] }

export const run = implement(summarise, async ({ list, by, values, separator }, ctx) => {
  const table = itemTable(ctx, 'values', values, 'of', list)
  const keysFor = itemValues(ctx, 'by', by)
  const isGrouped = by !== undefined && !(isList(by as Json) && (by as Json[]).length === 0)
  const makeGroup = (keys: Group['keys']): Group => ({
    keys,
    tallies: table.rows.map(({ what }, i) =>
      makeTally(what as What, { of: inWords(table.written[i]), separator }),
    ),
  })
  const groups = new Map<string, Group>()
  if (!isGrouped) groups.set('', makeGroup([]))
  const found = { keys: [] as boolean[], values: [] as boolean[] }
  for (const [index, item] of list.entries()) {
    const keys = isGrouped ? keysFor(item, index) : []
    for (const [i, key] of keys.entries()) found.keys[i] ||= key !== undefined
    const name = isGrouped ? keyOf(keys as Json[]) : ''
    const group = groups.get(name) ?? makeGroup(keys)
    groups.set(name, group)
    for (const [i, value] of table.valuesOf(item, index).entries()) {
      found.values[i] ||= value !== undefined
      group.tallies[i]?.add(value, index)
    }
    const turn = ctx.breathe()
    if (turn) await turn
  }
  for (const [i, one] of namesIn(by).entries()) checkFound(found.keys[i] === true, list, one, 'by')
  for (const [i, one] of table.written.entries()) checkFound(found.values[i] === true, list, one, 'values')
  const names = [
    ...namesIn(by).map(keyName),
    ...table.rows.map((row, i) => valueName(row, table.written[i], i)),
  ]
  refuseTwice(names)
  const lines = [...groups.values()].map(({ keys, tallies }) => {
    const held = [...keys.map((key) => key ?? null), ...tallies.map((tally) => tally.result())]
    return Object.fromEntries(held.map((value, i) => [names[i] ?? `key${i + 1}`, value]))
  })
  return { next: isGrouped ? lines : (lines[0] as JsonObject) }
})

const namesIn = (by: unknown): readonly Json[] => (isList(by as Json) ? (by as Json[]) : [])
const isPath = (written: Json | undefined): written is string =>
  typeof written === 'string' && written.trim() !== '' && !written.includes('{{')
const inWords = (written: Json | undefined): string => (isPath(written) ? `"${written.trim()}"` : 'the value')

/** Fields of the result have no dots, so that they can be reached by their names. */
function plain(written: string): string {
  try {
    return parsePath(written.trim(), 'by').join('_')
  } catch {
    return written.trim().replaceAll('.', '_')
  }
}
const keyName = (written: Json, i: number): string => (isPath(written) ? plain(written) : `key${i + 1}`)

function valueName({ what, as }: JsonObject, of: Json | undefined, i: number): string {
  if (typeof as === 'string' && as.trim() !== '') return as.trim()
  const isEmpty = of === undefined || of === null || of === ''
  if (isEmpty) return `${what}`
  return isPath(of) ? `${what}_${plain(of)}` : `${what}_${i + 1}`
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

function refuseTwice(names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (FORBIDDEN.has(name) || seen.has(name))
      throw new AppError({
        code: seen.has(name) ? 'data.name-twice' : 'data.bad-field-name',
        message: seen.has(name)
          ? `Two fields of the summary would be called "${name}".`
          : `"${name}" is not a name a field can have.`,
        fix: 'Give it a name of its own under "Called".',
        details: { field: 'values' },
      })
    seen.add(name)
  }
}
