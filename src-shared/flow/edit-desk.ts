import type { FlowDocument, Link } from './document.ts'

/** What edits ask again and again of a document while they are applied one after the other. */
export type EditDesk = {
  /** how many blocks have this id, how many links are the same: a broken flow may have several */
  blocks(id: string): number
  links(link: Link): number
  /** one came or went: +1, -1 */
  noteBlock(id: string, change: number): void
  noteLink(link: Link, change: number): void
  insert<T>(list: readonly T[], at: number, item: T): readonly T[]
  without<T>(list: readonly T[], at: number): readonly T[]
}

export const isSame = (a: Link, b: Link): boolean => a.from === b.from && a.out === b.out && a.to === b.to

/** For a few edits: looks into the document each time. */
export function plainDesk(document: () => FlowDocument): EditDesk {
  const nothing = () => {}
  return {
    blocks: (id) => document().blocks.reduce((count, block) => count + Number(block.id === id), 0),
    links: (link) => document().links.reduce((count, other) => count + Number(isSame(other, link)), 0),
    noteBlock: nothing,
    noteLink: nothing,
    insert: (list, at, item) => list.toSpliced(at, 0, item),
    without: (list, at) => list.toSpliced(at, 1),
  }
}

/**
 * For many edits, so that their time does not grow with the square of the flow: counts once and keeps count,
 * and changes in place the lists that it made itself. Those are seen by nobody before the last edit.
 */
export function largeDesk({ blocks, links }: FlowDocument): EditDesk {
  const byId = new Map<string, number>()
  const byEnds = new Map<string, number>()
  const keyOf = ({ from, out, to }: Link) => JSON.stringify([from, out, to])
  const add = (counts: Map<string, number>, key: string, change: number) =>
    void counts.set(key, (counts.get(key) ?? 0) + change)
  for (const { id } of blocks) add(byId, id, 1)
  for (const link of links) add(byEnds, keyOf(link), 1)

  const own = new WeakSet<readonly unknown[]>()
  const ownCopy = <T>(list: readonly T[]): T[] => {
    if (own.has(list)) return list as T[]
    const copy = [...list]
    own.add(copy)
    return copy
  }
  return {
    blocks: (id) => byId.get(id) ?? 0,
    links: (link) => byEnds.get(keyOf(link)) ?? 0,
    noteBlock: (id, change) => add(byId, id, change),
    noteLink: (link, change) => add(byEnds, keyOf(link), change),
    insert(list, at, item) {
      const copy = ownCopy(list)
      copy.splice(at, 0, item)
      return copy
    },
    without(list, at) {
      const copy = ownCopy(list)
      copy.splice(at, 1)
      return copy
    },
  }
}
