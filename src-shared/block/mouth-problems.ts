import { type Json, type JsonObject, sameJson } from '#shared/flow'
import type { ConfigProblem } from './config-problems.ts'
import type { BlockDeclaration } from './define-block.ts'
import { areFixed, heldBy, type MouthsByEntry } from './mouths.ts'
import { isList, isObject, sayValue } from './say-value.ts'

type Declared = Pick<BlockDeclaration, 'fields' | 'mouths'>
type Entry = { path: string; held: JsonObject }

/** Outputs that every block may have. */
const RESERVED = ['next', 'error']

/**
 * What is wrong with a field that the mouths of a block are named by: no list written down, entries without a
 * name, names that are taken, two entries that hold the same. What its field alone tells is not told again.
 */
export function mouthProblems(declaration: Declared, config: JsonObject): ConfigProblem[] {
  const { mouths } = declaration
  if (!mouths || areFixed(mouths) || 'count' in mouths) return []
  const path = `config.${mouths.from}`
  const title = declaration.fields[mouths.from]?.title ?? mouths.from
  const list = heldBy(declaration, config, mouths.from)
  if (typeof list === 'string' && list.includes('{{')) return [mustBeWritten(path, title)]
  if (!isList(list)) return []
  // a table says itself that its rows need names
  const isTable = declaration.fields[mouths.from]?.kind === 'table'
  const strange = isTable
    ? []
    : list.flatMap((held, i) => (isObject(held) ? [] : [noEntry(`${path}[${i}]`, title, held)]))
  const entries = list.flatMap((held, i) => (isObject(held) ? [{ path: `${path}[${i}]`, held }] : []))
  return [...strange, ...nameProblems(mouths, title, entries), ...sameProblems(mouths, title, entries)]
}

function nameProblems({ name: key, last = [] }: MouthsByEntry, title: string, entries: Entry[]) {
  const taken = new Set([...RESERVED, ...last.map((one) => one.name)])
  const seen = new Set<string>()
  return entries.flatMap(({ path, held }) => {
    const name = held[key]
    const at = `${path}.${key}`
    if (typeof name !== 'string' || name.trim() === '' || name.includes('{{'))
      return [badName(at, title, name)]
    if (taken.has(name)) return [reserved(at, title, name)]
    if (seen.has(name)) return [sameName(at, title, name)]
    seen.add(name)
    return []
  })
}

function sameProblems({ name, differ }: MouthsByEntry, title: string, entries: Entry[]): ConfigProblem[] {
  if (differ === undefined) return []
  return entries.flatMap(({ path, held }, i) => {
    const at = `${path}.${differ}`
    const own = held[differ]
    if (own === undefined) return [missing(at, title, differ)]
    const first = entries.slice(0, i).find((one) => one.held[differ] !== undefined && same(one, own, differ))
    return first ? [neverTaken(at, title, String(first.held[name]), own)] : []
  })
}

const same = ({ held }: Entry, own: Json, key: string): boolean => sameJson(held[key] as Json, own)

const problem = (code: string, path: string, message: string, fix: string): ConfigProblem => ({
  code,
  severity: 'error',
  message,
  fix,
  path,
})

const mustBeWritten = (path: string, title: string) =>
  problem(
    'config.must-be-written',
    path,
    `"${title}" cannot come from an expression: the ways of this block follow from it.`,
    'Write the list down. What an entry is compared with may be an expression.',
  )

const noEntry = (path: string, title: string, held: Json) =>
  problem(
    'config.wrong-kind',
    path,
    `An entry of "${title}" needs names with values, but is ${sayValue(held)}.`,
    'Give an object, for example { "name": "small", "equals": 1 }.',
  )

const badName = (path: string, title: string, name: Json | undefined) =>
  problem(
    'config.bad-name',
    path,
    `An entry of "${title}" needs a name, but has ${sayValue(name)}.`,
    'Write a short name without expressions.',
  )

const reserved = (path: string, title: string, name: string) =>
  problem(
    'config.reserved-name',
    path,
    `No entry of "${title}" can be called "${name}": the block has a way of that name already.`,
    'Choose another name.',
  )

const sameName = (path: string, title: string, name: string) =>
  problem('config.duplicate-name', path, `Two entries of "${title}" are called "${name}".`, 'Rename one.')

const missing = (path: string, title: string, key: string) =>
  problem('config.required', path, `An entry of "${title}" has no "${key}".`, `Fill in "${key}".`)

const neverTaken = (path: string, title: string, first: string, held: Json) =>
  problem(
    'config.duplicate-entry',
    path,
    `Two entries of "${title}" hold ${sayValue(held)}: "${first}" comes first, so this one is never taken.`,
    'Change one of them, or take it away.',
  )
