import { renameInConfig } from './apply-rename.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import type { Point } from './edit-plans.ts'
import type { FlowEdit } from './flow-edit.ts'
import { newName } from './new-names.ts'

/** A piece of a flow, as it lies in the clipboard. */
export type Snippet = { blocks: readonly Block[]; links: readonly Link[] }

/** Blocks with the links among them, in the file's order. */
export function copyOf(document: FlowDocument, ids: Iterable<string>): Snippet {
  const wanted = new Set(ids)
  return {
    blocks: document.blocks.filter(({ id }) => wanted.has(id)),
    links: document.links.filter(({ from, to }) => wanted.has(from) && wanted.has(to)),
  }
}

/**
 * Puts a snippet into a flow: new ids, names that nobody has (expressions of the snippet follow them), its
 * top left corner at `at`. Heads that had no place of their own get one.
 * @param newIds one for each block, none of them in use
 */
export function paste(
  document: FlowDocument,
  { blocks, links }: Snippet,
  at: Point,
  newIds: readonly string[],
): FlowEdit[] {
  if (newIds.length < blocks.length) throw new Error('an id is needed for every block')
  const ids = new Map(blocks.map(({ id }, i) => [id, newIds[i] as string]))
  const names = newNames(document, blocks)
  const places = placesOf(blocks, links, at)
  return [
    ...blocks.map((block): FlowEdit => {
      const { at: _, ...rest } = block
      const place = places.get(block.id)
      const copy: Block = {
        ...rest,
        id: ids.get(block.id) as string,
        name: names.get(block.name) ?? block.name,
        config: renameInConfig(block.config, names),
        ...(place && { at: place }),
      }
      return { do: 'add-block', block: copy }
    }),
    ...links.flatMap((link): FlowEdit[] => {
      const [from, to] = [ids.get(link.from), ids.get(link.to)]
      return from !== undefined && to !== undefined ? [{ do: 'add-link', link: { ...link, from, to } }] : []
    }),
  ]
}

/** Copies blocks beside themselves. @param offset how far away, in canvas units */
export function duplicate(
  document: FlowDocument,
  blocks: Iterable<string>,
  newIds: readonly string[],
  offset: Point = [32, 32],
): FlowEdit[] {
  const snippet = copyOf(document, blocks)
  const [x, y] = cornerOf(snippet.blocks)
  return paste(document, snippet, [x + offset[0], y + offset[1]], newIds)
}

function newNames(document: FlowDocument, blocks: readonly Block[]): Map<string, string> {
  const taken = new Set(document.blocks.map(({ name }) => name))
  const names = new Map<string, string>()
  for (const { name } of blocks) {
    const free = newName(taken, name)
    taken.add(free)
    names.set(name, free)
  }
  return names
}

const cornerOf = (blocks: readonly Block[]): Point => {
  const places = blocks.flatMap(({ at }) => (at ? [at] : []))
  if (places.length === 0) return [0, 0]
  return [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))]
}

/** Room for a head without a place, in canvas units. */
const BESIDE = 240

function placesOf(blocks: readonly Block[], links: readonly Link[], [x, y]: Point): Map<string, Point> {
  const [left, top] = cornerOf(blocks)
  const hanging = new Set(links.filter(({ snap }) => snap).map(({ to }) => to))
  const heads = blocks.filter(({ id }) => !hanging.has(id))
  let free = heads.some((head) => head.at)
    ? Math.max(...heads.map((head) => (head.at?.[0] ?? left) - left)) + BESIDE
    : 0
  return new Map(
    heads.map(({ id, at: own }): [string, Point] => {
      if (own) return [id, [x + own[0] - left, y + own[1] - top]]
      free += BESIDE
      return [id, [x + free - BESIDE, y]]
    }),
  )
}
