import type { Block, FlowStructure, Link, Place } from '#shared/flow'
import { refuse } from './refuse.ts'

/** Blocks that are to become a My block, with all that is inside them. */
export type Selection = {
  structure: FlowStructure
  ids: ReadonlySet<string>
  /** those that stand in no other of them, in the file's order */
  tops: readonly Place[]
  /** where a pointer comes in */
  entry: Place
  /** links from outside to the entry */
  linksIn: readonly Link[]
  /** where pointers go out of it, or come to an end */
  ends: readonly End[]
  /** the block among `tops` that a block of the selection is, or stands inside of */
  topOf(id: string): string
  /** of the blocks of one level: whether whoever comes to the second has been at the first in this visit */
  comesBefore(first: string, second: string): boolean
}
/** One output and the links that leave the selection by it. */
export type End = { block: string; out: string; links: readonly Link[] }

/** @throws AppError `my-block.*` where these blocks have not one way in and one way on */
export function selectionOf(structure: FlowStructure, chosen: readonly string[]): Selection {
  const ids = withInside(structure, chosen)
  const tops = [...structure.places.values()].filter(
    ({ block, parent }) => ids.has(block.id) && !(parent && ids.has(parent.block)),
  )
  refuseOdd(tops, ids, structure)
  const linksIn = structure.document.links.filter(({ from, to }) => !ids.has(from) && ids.has(to))
  const entry = entryOf(tops, linksIn, ids)
  const reached = reach(structure, ids, entry.block.id)
  for (const { block } of tops)
    if (!reached.has(block.id))
      refuse(
        'apart',
        `"${block.name}" does not follow from "${entry.block.name}".`,
        'Choose blocks that hang together.',
        block.id,
      )
  const selection = { structure, ids, tops, entry, linksIn, ends: endsOf(structure, ids, tops) }
  return {
    ...selection,
    topOf(id) {
      let at = id
      for (let up = placeOf(structure, at).parent; up && ids.has(up.block); ) {
        at = up.block
        up = placeOf(structure, at).parent
      }
      return at
    },
    comesBefore: (first, second) =>
      first !== second && !reach(structure, ids, entry.block.id, first).has(second),
  }
}

const placeOf = ({ places }: FlowStructure, id: string): Place => places.get(id) as Place

function withInside(structure: FlowStructure, chosen: readonly string[]): Set<string> {
  const ids = new Set<string>()
  const open = chosen.filter((id) => structure.places.has(id))
  if (open.length === 0) refuse('nothing', 'No block is chosen.', 'Choose the blocks that belong together.')
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (ids.has(id)) continue
    ids.add(id)
    open.push(...structure.insideOf(id))
  }
  return ids
}

function refuseOdd(tops: readonly Place[], ids: ReadonlySet<string>, structure: FlowStructure): void {
  const level = tops[0]?.parent
  for (const { block, parent } of tops)
    if (parent?.block !== level?.block || parent?.mouth !== level?.mouth)
      refuse(
        'levels',
        `"${block.name}" and "${tops[0]?.block.name}" do not stand in the same place.`,
        'Choose blocks that follow one another, with all that is inside them.',
        block.id,
      )
  const isTop = new Set(tops.map(({ block }) => block.id))
  for (const { from, to } of structure.document.links) {
    if (ids.has(from) === ids.has(to)) continue
    const inner = placeOf(structure, ids.has(to) ? to : from)
    if (inner && !isTop.has(inner.block.id))
      refuse(
        'crosses',
        `A link crosses the edge of what is inside "${inner.block.name}"'s block.`,
        'Mend that link first: what is inside a block stays inside.',
        inner.block.id,
      )
  }
}

function entryOf(tops: readonly Place[], linksIn: readonly Link[], ids: ReadonlySet<string>): Place {
  const ways = new Set(linksIn.map(({ to }) => to))
  const starts =
    ways.size > 0
      ? tops.filter(({ block }) => ways.has(block.id))
      : tops.filter(({ linksIn: into }) => !into.some(({ from }) => ids.has(from)))
  const [first, second] = starts
  if (first && second)
    refuse(
      'two-ways-in',
      `There are two ways in: "${first.block.name}" and "${second.block.name}".`,
      'Choose blocks that begin at one of them.',
      second.block.id,
    )
  return first ?? (tops[0] as Place)
}

/** The blocks of the level that a pointer comes to from one of them, without going through `not`. */
function reach(structure: FlowStructure, ids: ReadonlySet<string>, from: string, not?: string): Set<string> {
  const reached = new Set<string>()
  const open = from === not ? [] : [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    const { outputs } = placeOf(structure, id)
    for (const out of outputs)
      for (const { to } of structure.linksFrom(id, out)) if (ids.has(to) && to !== not) open.push(to)
  }
  return reached
}

/** One pointer comes in, so one goes on: every output leads to one block, and all that lead out to the same. */
function endsOf(structure: FlowStructure, ids: ReadonlySet<string>, tops: readonly Place[]): End[] {
  const ends = tops.flatMap(({ block, outputs, shape }): End[] => {
    if (shape === 'cap') return block.type === 'control/stop' ? [{ block: block.id, out: '', links: [] }] : []
    return outputs.flatMap((out) => {
      const links = structure.linksFrom(block.id, out)
      const inside = links.filter(({ to }) => ids.has(to))
      if (inside.length === 1 && links.length === 1) return []
      if (inside.length > 0) refuseFork(block)
      return [{ block: block.id, out, links }]
    })
  })
  const [first, ...others] = ends
  for (const other of others)
    if (goals(other) !== goals(first as End))
      refuse(
        'two-ways-on',
        `It goes on from "${nameOf(structure, first as End)}" otherwise than from "${nameOf(structure, other)}".`,
        'Choose blocks that all go on to the same block, or that all end there.',
        other.block,
      )
  return ends
}

const refuseFork = (block: Block) =>
  refuse(
    'fork',
    `"${block.name}" goes on in two ways at once.`,
    'Put the two ways into a "Do at once" block, or choose only one of them.',
    block.id,
  )
const goals = ({ links }: End): string => JSON.stringify(links.map(({ to }) => to))
const nameOf = (structure: FlowStructure, { block, out }: End): string => {
  const { name } = placeOf(structure, block).block
  return out === '' || out === 'next' ? name : `${name}: ${out}`
}
