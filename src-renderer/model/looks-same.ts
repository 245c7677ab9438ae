import { type FlowDocument, type Json, type Link, sameJson } from '#shared/flow'

/**
 * Whether somebody who looks at two flows, or runs them, would find no difference. Links of different outputs may stand in
 * any order: taking a block up and putting it back writes its link anew.
 */
export function looksSame(a: FlowDocument, b: FlowDocument): boolean {
  if (a === b) return true
  const { links: linksOfA, blocks: blocksOfA, ...restOfA } = a
  const { links: linksOfB, blocks: blocksOfB, ...restOfB } = b
  return (
    sameList(blocksOfA, blocksOfB) &&
    (linksOfA === linksOfB || sameList(byOutput(linksOfA), byOutput(linksOfB))) &&
    sameJson(plain(restOfA), plain(restOfB))
  )
}

/** Blocks and links are values: those that nobody touched are the same ones. */
const sameList = (a: readonly object[], b: readonly object[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i] || sameJson(plain(one), plain(b[i] as object)))

const plain = (value: object): Json => value as unknown as Json

const byOutput = (links: readonly Link[]): Link[] =>
  links.toSorted((a, b) => compare(a.from, b.from) || compare(a.out, b.out))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
