/** Examples of what blocks give and get, for a flow that has not run. */
import { type BlockCatalog, isList, isObject } from '#shared/block'
import { parseText } from '#shared/expression'
import type { FlowDocument, FlowStructure, Json } from '#shared/flow'
import type { StepView } from '#shared/run'

export type SampleSource = {
  document: FlowDocument
  structure: FlowStructure
  catalog: BlockCatalog
  steps: readonly StepView[]
  /** what left a block since, run alone or worked out; newer than the steps */
  fresh?(id: string): Json | undefined
  /** false: only what was really there, no examples of block types */
  examples?: boolean
}
type Seen = ReadonlySet<string>
const NONE: Seen = new Set()

/** What would leave a block: pinned, else what left it last, else its type's example, else what arrives. */
export function sampleLeaving(source: SampleSource, id: string, seen: Seen = NONE): Json | undefined {
  const block = source.structure.places.get(id)?.block
  if (!block || seen.has(id)) return undefined
  const pinned = Object.values(source.document.pins?.[id] ?? {})[0]
  const fresh = source.fresh?.(id)
  const last =
    fresh ?? source.steps.findLast((step) => step.block === id && step.output !== undefined)?.output
  const declaration = source.catalog.get(block.type)
  if (pinned !== undefined || last !== undefined) return pinned ?? last
  if (source.examples === false && block.type !== 'start/manual') return undefined
  if (declaration?.shape === 'hat') return block.config.sample ?? null
  return declaration?.outputs.next?.example ?? sampleArriving(source, id, seen)
}

/** What would arrive at a block: what leaves the block before it, or what is sent into the mouth it is in. */
export function sampleArriving(source: SampleSource, id: string, seen: Seen = NONE): Json | undefined {
  const place = source.structure.places.get(id)
  const link = place?.linksIn[0]
  if (!place || !link || seen.has(id)) return place?.shape === 'hat' ? sampleLeaving(source, id) : undefined
  const now = new Set([...seen, id])
  const from = source.structure.places.get(link.from)
  if (!from?.mouths.includes(link.out)) return sampleLeaving(source, link.from, now)
  return from.block.type === 'control/for-each'
    ? sampleItem(source, link.from, now)
    : sampleArriving(source, link.from, now)
}

/** The first item of a for-each's list, where the list is written down or is a plain path. */
export function sampleItem(source: SampleSource, id: string, seen: Seen = NONE): Json | undefined {
  const block = source.structure.places.get(id)?.block
  const list = block && sampleOf(source, id, block.config.list, seen)
  if (isList(list)) return list[0]
  const [entry] = isObject(list) ? Object.entries(list) : []
  return entry && { key: entry[0], value: entry[1] }
}

function sampleOf(source: SampleSource, id: string, value: Json | undefined, seen: Seen): Json | undefined {
  if (typeof value !== 'string') return value
  const path = pathOf(value)
  if (!path) return undefined
  const [root, ...keys] = path
  const start =
    root === 'input'
      ? sampleArriving(source, id, seen)
      : root === 'vars'
        ? Object.fromEntries((source.document.variables ?? []).map((each) => [each.name, each.value]))
        : root === 'blocks'
          ? leavingByName(source, String(keys.shift()), seen)
          : undefined
  return keys.reduce<Json | undefined>((held, key) => inside(held, key), start)
}

function leavingByName(source: SampleSource, name: string, seen: Seen): Json | undefined {
  const block = source.document.blocks.find((each) => each.name === name)
  return block && sampleLeaving(source, block.id, seen)
}

function inside(held: Json | undefined, key: string | number): Json | undefined {
  if (isList(held)) return typeof key === 'number' ? held[key] : undefined
  return isObject(held) && Object.hasOwn(held, key) ? held[key] : undefined
}

function pathOf(text: string): readonly (string | number)[] | undefined {
  try {
    return parseText(text).single?.path ?? undefined
  } catch {
    return undefined
  }
}
