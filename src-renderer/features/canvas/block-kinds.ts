import { catalog } from '#blocks/catalog'
import type { BlockDeclaration, Category } from '#shared/block'
import type { Block } from '#shared/flow'
import { type BlockFace, blockFace, type FaceSource } from '../../ui/block-art/block-face.ts'
import type { TextWidth } from '../../ui/block-art/text-width.ts'
import type { BlockForm } from './geometry/hanging.ts'

/** What the canvas needs of a block's type. A type that is not known here stands as a grey stack block. */
export type BlockKind = {
  declaration?: BlockDeclaration
  category: Category
  form: BlockForm
  face: FaceSource
  /** words on the dividers, from the second mouth on */
  words: readonly string[]
}

const kinds = new Map<string, BlockKind>()

export function kindOf({ type }: Block): BlockKind {
  const known = kinds.get(type)
  if (known) return known
  const declaration = catalog.get(type)
  const kind = declaration ? declared(declaration) : unknownKind(type)
  kinds.set(type, kind)
  return kind
}

const declared = (declaration: BlockDeclaration): BlockKind => ({
  declaration,
  category: declaration.category,
  form: { shape: declaration.shape, mouths: declaration.mouths?.map((mouth) => mouth.name) ?? [] },
  face: declaration,
  words: declaration.mouths?.slice(1).map((mouth) => mouth.word ?? mouth.name) ?? [],
})

const unknownKind = (type: string): BlockKind => ({
  category: 'computer',
  form: { shape: 'stack', mouths: [] },
  face: { shape: 'stack', sentence: type.replaceAll(/[{}[\]]/g, ''), fields: {} },
  words: [],
})

export const formOf = (block: Block): BlockForm => kindOf(block).form

/** Outputs that can be wired: plain ones, and `error` where the block branches on failure. */
export function outputsOf(block: Block): readonly string[] {
  const { declaration, form } = kindOf(block)
  const plain = Object.keys(declaration?.outputs ?? { next: {} }).filter((out) => !form.mouths.includes(out))
  return block.options?.onError === 'branch' ? [...plain.filter((out) => out !== 'error'), 'error'] : plain
}

/** Faces by block object: blocks are immutable, so a face is good for as long as the block and the ruler are. */
export function makeFaceOf(width: TextWidth): (block: Block) => BlockFace {
  const faces = new WeakMap<Block, BlockFace>()
  return (block) => {
    const before = faces.get(block)
    if (before) return before
    const face = blockFace(kindOf(block).face, block.config, width)
    faces.set(block, face)
    return face
  }
}
