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
  return reading(document, places, findStacks(places, document.links))
}

/**
 * The same as `structureOf(document, catalog)`, in a fraction of the time where only fields, names or places of blocks
 * differ from `before`, as when somebody types: how all hang together is then taken over.
 * @param before where the catalog has changed since, no block of `document` is the same object
 */
export function structureAfter(
  before: FlowStructure,
  document: FlowDocument,
  catalog: CheckCatalog,
): FlowStructure {
  const { blocks, links } = before.document
  if (document.links !== links || document.blocks.length !== blocks.length)
    return structureOf(document, catalog)
  const places = new Map(before.places)
  for (const [index, block] of document.blocks.entries()) {
    const old = blocks[index] as Block
    if (block === old) continue
    const place = places.get(old.id)
    if (place?.block !== old || !hangsAlike(place, block, catalog.get(block.type)))
      return structureOf(document, catalog)
    places.set(block.id, { ...place, block })
  }
  return reading(document, places, before.stacks)
}

/** Whether a block that takes the place of another can be linked as that one is. */
function hangsAlike(place: Place, block: Block, type: CheckedType | undefined): boolean {
  const { block: old, outputs, mouths } = place
  if (type === undefined || type !== place.type || block.id !== old.id) return false
  const mouthsNow = type.shape === 'c' ? type.mouths(block) : []
  return sameNames(outputs, outputsOf(block, type)) && sameNames(mouths, mouthsNow)
}

const sameNames = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((name, i) => name === others[i])

type Made = Pick<FlowStructure, 'places' | 'stacks'>

function reading(document: FlowDocument, places: Made['places'], stacks: Made['stacks']): FlowStructure {
  let inside: ReadonlyMap<string, readonly Place[]> | undefined
  const insides = () => {
    inside ??= Map.groupBy(
      [...places.values()].filter(({ parent }) => parent !== null),
      ({ parent }) => parent?.block as string,
    )
    return inside
  }
  return {
    document,
    places,
    stacks,
    linksFrom: (block, out) => places.get(block)?.linksOut.get(out) ?? NO_LINKS,
    insideOf: (block) =>
      insides()
        .get(block)
        ?.map((place) => place.block.id) ?? NO_BLOCKS,
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
