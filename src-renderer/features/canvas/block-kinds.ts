import i18next from 'i18next'
import { type BlockDeclaration, mouthsOf } from '#shared/block'
import type { Block, JsonObject } from '#shared/flow'
import {
  type BlockFace,
  blockFace,
  dividerWords,
  type FaceSource,
  withWord,
} from '../../ui/block-art/block-face.ts'
import type { Colour } from '../../ui/block-art/colour.ts'
import { catalog, myBlockCalled } from '../../ui/block-art/known-blocks.ts'
import { CALL } from '../../ui/block-art/my-blocks.ts'
import { shortened } from '../../ui/block-art/template-pieces.ts'
import type { TextWidth } from '../../ui/block-art/text-width.ts'
import type { BlockForm } from './geometry/hanging.ts'

/** What the canvas needs of a block's type. A type that is not known here stands as a grey stack block. */
export type BlockKind = {
  declaration?: BlockDeclaration
  category: Colour
  form: BlockForm
  face: FaceSource
  /** words on the dividers, from the second mouth on */
  words: readonly string[]
}

/** By config where the mouths follow from it, else by type. Blocks are immutable, so a config is known once. */
const ofType = new Map<string, BlockKind>()
const ofConfig = new WeakMap<JsonObject, BlockKind>()

export function kindOf({ type, config, name }: Block): BlockKind {
  const mine = type === CALL ? myBlockCalled(config) : undefined
  if (mine) return kindOfMine(mine)
  const declaration = catalog.get(type)
  const known = ofType.get(type) ?? ofConfig.get(config)
  // packages come and go
  if (known?.declaration === declaration && known) return known
  if (!declaration) return unknownKind(name)
  const kind = declared(declaration, config)
  if (hasOwnMouths(declaration)) ofConfig.set(config, kind)
  else ofType.set(type, kind)
  return kind
}

const ofMine = new WeakMap<BlockDeclaration, BlockKind>()

/** A call of a My block says its name and has its colour. */
function kindOfMine(mine: BlockDeclaration): BlockKind {
  const kind = ofMine.get(mine) ?? { ...declared(mine, {}), category: 'my' as const }
  ofMine.set(mine, kind)
  return kind
}

const hasOwnMouths = (declaration: BlockDeclaration | undefined): boolean =>
  declaration?.mouths !== undefined && !Array.isArray(declaration.mouths)

const declared = (declaration: BlockDeclaration, config: JsonObject): BlockKind => ({
  declaration,
  category: declaration.category,
  form: { shape: declaration.shape, mouths: mouthsOf(declaration, config).map((mouth) => mouth.name) },
  face: declaration,
  words: dividerWords(declaration, config),
})

/** A placeholder: its package is not here, so nothing is known but what it is called. It is kept as it is. */
const unknownKind = (name: string): BlockKind => ({
  category: 'computer',
  form: { shape: 'stack', mouths: [] },
  face: {
    shape: 'stack',
    sentence: i18next.t('canvas:notInstalled', { name: shortened(name) }).replaceAll(/[{}[\]]/g, ' '),
    fields: {},
  },
  words: [],
})

export const formOf = (block: Block): BlockForm => kindOf(block).form

/** Outputs that can be wired: plain ones, and `error` where the block branches on failure. */
export function outputsOf(block: Block): readonly string[] {
  const { declaration, form } = kindOf(block)
  const plain = Object.keys(declaration?.outputs ?? { next: {} }).filter((out) => !form.mouths.includes(out))
  return block.options?.onError === 'branch' ? [...plain.filter((out) => out !== 'error'), 'error'] : plain
}

/** What a block says of those that are folded into it. */
export const foldWord = (block: Block, hidden: number): string =>
  i18next.t(formOf(block).mouths.length > 0 ? 'canvas:foldedInside' : 'canvas:folded', { count: hidden })

/** Faces, with how many blocks are folded into one, by block object: blocks are immutable, so a face is good for as long as the block and the ruler are. */
export function makeFaceOf(width: TextWidth): (block: Block, hidden: number) => BlockFace {
  const faces = new WeakMap<Block, { face: BlockFace; hidden: number }>()
  return (block, hidden) => {
    const before = faces.get(block)
    if (before?.hidden === hidden) return before.face
    const own = blockFace(kindOf(block).face, block.config, width)
    const face = hidden > 0 ? withWord(own, foldWord(block, hidden), width) : own
    faces.set(block, { face, hidden })
    return face
  }
}
