import type { Block, FlowDocument, Link } from './document.ts'
import type { Json, JsonObject } from './json.ts'
import { sameJson } from './same-json.ts'

export type BlockMention = { id: string; name: string; type: string }
/** `before` is missing where the key is new, `after` where it is gone. */
export type FieldChange = { path: readonly string[]; before?: Json; after?: Json }
export type BlockChange = BlockMention & { fields: readonly FieldChange[] }

/** What one flow has that another has not, by block and field. A change of place alone is a move. */
export type FlowComparison = {
  added: readonly BlockMention[]
  removed: readonly BlockMention[]
  changed: readonly BlockChange[]
  /** ids of blocks that stand elsewhere, or are folded or unfolded */
  moved: readonly string[]
  links: { added: readonly Link[]; removed: readonly Link[] }
  /** name, description, tags, variables, settings, notes, monitors, pins and keys that nobody knows */
  flow: readonly FieldChange[]
}

/** Whether there is nothing to say about two flows. */
export const isSameFlow = (found: FlowComparison): boolean =>
  [found.added, found.removed, found.changed, found.moved, found.flow].every((list) => list.length === 0) &&
  found.links.added.length + found.links.removed.length === 0

/** Goes by ids: a block that was taken away and made anew is another one. Order means nothing. */
export function compareFlows(before: FlowDocument, after: FlowDocument): FlowComparison {
  const old = byId(before)
  const now = byId(after)
  const both = [...now.values()].flatMap((block) => {
    const was = old.get(block.id)
    return was ? [{ was, block }] : []
  })
  return {
    added: [...now.values()].filter(({ id }) => !old.has(id)).map(mention),
    removed: [...old.values()].filter(({ id }) => !now.has(id)).map(mention),
    changed: both.flatMap(({ was, block }) => changesOf(was, block)),
    moved: both.flatMap(({ was, block }) => (differences(was, block, PICTURE).length > 0 ? [block.id] : [])),
    links: { added: without(after.links, before.links), removed: without(before.links, after.links) },
    flow: flowChanges(before, after),
  }
}

/** Of blocks that share an id the first counts, as for links. */
function byId({ blocks }: FlowDocument): ReadonlyMap<string, Block> {
  const found = new Map<string, Block>()
  for (const block of blocks) if (!found.has(block.id)) found.set(block.id, block)
  return found
}

const mention = ({ id, name, type }: Block): BlockMention => ({ id, name, type })

const PICTURE = ['at', 'collapsed']
/** looked into, key by key */
const DEEPER = ['config', 'options']

function changesOf(was: Block, block: Block): BlockChange[] {
  const own = keysOf(was, block).filter((key) => ![...PICTURE, ...DEEPER, 'id'].includes(key))
  const fields = [
    ...differences(was, block, own),
    ...DEEPER.flatMap((part) => {
      const [a, b] = [inside(was, part), inside(block, part)]
      return differences(a, b, keysOf(a, b)).map(({ path, ...rest }) => ({ path: [part, ...path], ...rest }))
    }),
  ]
  return fields.length > 0 ? [{ ...mention(block), fields }] : []
}

function flowChanges(before: FlowDocument, after: FlowDocument): FieldChange[] {
  const keys = keysOf(before, after).filter((key) => !['id', 'format', 'blocks', 'links'].includes(key))
  return differences(before, after, keys)
}

const inside = (block: Block, part: string): object =>
  ((block as unknown as JsonObject)[part] ?? {}) as JsonObject

const keysOf = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])]

function differences(a: object, b: object, keys: readonly string[]): FieldChange[] {
  return keys.flatMap((key) => {
    const [before, after] = [valueAt(a, key), valueAt(b, key)]
    if (before === after) return []
    if (before !== undefined && after !== undefined && sameJson(before, after)) return []
    return [{ path: [key], ...(before !== undefined && { before }), ...(after !== undefined && { after }) }]
  })
}

const valueAt = (object: object, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? (object as Readonly<Record<string, Json>>)[key] : undefined

/** Links of the one list that are not in the other, whether drawn as snapped or as a wire. */
function without(links: readonly Link[], others: readonly Link[]): Link[] {
  const keyOf = ({ from, out, to }: Link) => JSON.stringify([from, out, to])
  const there = new Set(others.map(keyOf))
  return links.filter((link) => !there.has(keyOf(link)))
}
