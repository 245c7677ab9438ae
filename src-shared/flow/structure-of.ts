/**
 * Where every block stands: inside which mouth, above and below what, with which links. Made once per
 * document and only read afterwards; the engine, the checks and the canvas share it.
 * Never recurses: a stack may be 10,000 blocks long.
 */
import type { CheckCatalog, CheckedType } from './check-catalog.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import type { Draft, Place } from './place.ts'
import { placeBlocks } from './place-blocks.ts'
import { findStacks } from './stacks.ts'

export type FlowStructure = {
  readonly document: FlowDocument
  /** by block id, in the file's order; of blocks that share an id only the first */
  readonly places: ReadonlyMap<string, Place>
  /** head id -> the blocks snapped below one another; heads stand alone on the canvas or first in a mouth */
  readonly stacks: ReadonlyMap<string, readonly string[]>
  /** links from one output or mouth, in the file's order; links from or to nowhere are left out */
  linksFrom(block: string, out: string): readonly Link[]
  /** direct inside of a C-block, all mouths, in the file's order of blocks */
  insideOf(block: string): readonly string[]
  isMouth(block: string, out: string): boolean
}

const NO_LINKS: readonly Link[] = []
const NO_BLOCKS: readonly string[] = []

/** The structure of a document, however wrong it is; problems are checkFlow's to name. */
export function structureOf(document: FlowDocument, catalog: CheckCatalog): FlowStructure {
  const places = draftPlaces(document, catalog)
  for (const link of document.links) hangLink(places, link)
  placeBlocks(places)
  const stacks = findStacks(places, document.links)
  const inside = Map.groupBy(
    [...places.values()].filter(({ parent }) => parent !== null),
    ({ parent }) => parent?.block as string,
  )
  return {
    document,
    places,
    stacks,
    linksFrom: (block, out) => places.get(block)?.linksOut.get(out) ?? NO_LINKS,
    insideOf: (block) => inside.get(block)?.map((place) => place.block.id) ?? NO_BLOCKS,
    isMouth: (block, out) => places.get(block)?.mouths.includes(out) ?? false,
  }
}

function draftPlaces(document: FlowDocument, catalog: CheckCatalog): Map<string, Draft> {
  const places = new Map<string, Draft>()
  document.blocks.forEach((block, index) => {
    if (!places.has(block.id)) places.set(block.id, draft(block, index, catalog.get(block.type)))
  })
  return places
}

const draft = (block: Block, index: number, type: CheckedType | undefined): Draft => ({
  block,
  index,
  type,
  shape: type?.shape,
  outputs: type ? outputsOf(block, type) : [],
  mouths: type?.shape === 'c' ? type.mouths(block) : [],
  parent: null,
  linksIn: [],
  linksOut: new Map(),
  hangsBy: null,
  below: null,
  inside: new Map(),
})

/** The plain outputs of a block, with the one that `onError: branch` adds. */
export function outputsOf(block: Block, type: CheckedType): string[] {
  const outputs = [...type.outputs(block)]
  const branches = block.options?.onError === 'branch' && (type.shape === 'stack' || type.shape === 'c')
  if (branches && !outputs.includes('error')) outputs.push('error')
  return outputs
}

function hangLink(places: Map<string, Draft>, link: Link): void {
  const from = places.get(link.from)
  const to = places.get(link.to)
  if (!from || !to) return
  to.linksIn.push(link)
  const links = from.linksOut.get(link.out)
  if (links) links.push(link)
  else from.linksOut.set(link.out, [link])
  if (!from.type && !from.outputs.includes(link.out)) from.outputs.push(link.out)
}
