import { create } from 'zustand'
import { catalog as standard } from '#blocks/catalog'
import type { BlockCatalog, BlockDeclaration } from '#shared/block'
import type { InstalledBlocks, MyBlock } from '#shared/contract'
import type { JsonObject } from '#shared/flow'
import { declarationOf, MY } from './my-blocks.ts'
import { measureAnew } from './use-text-width.ts'

export type InstalledPackage = InstalledBlocks['packages'][number]

const known = new Map<string, BlockDeclaration>(standard)
const drawings = new Map<string, string>()

/** The blocks that can be drawn: the standard ones, and those of packages as the host has them at this moment. */
export const catalog: BlockCatalog = known

/** What is installed; changes with every change there, so that who draws blocks draws them anew. */
export const useInstalled = create<{
  packages: readonly InstalledPackage[]
  mine: readonly BlockDeclaration[]
}>(() => ({ packages: [], mine: [] }))

/** The drawing of a package's block as the address of a picture: as such nothing in it runs or reaches out. */
export const drawingOf = (type: string): string | undefined => drawings.get(type)

/** Takes over what the host has. */
export function learnBlocks({ packages }: Pick<InstalledBlocks, 'packages'>): void {
  for (const type of known.keys()) if (!standard.has(type) && !type.startsWith(MY)) known.delete(type)
  drawings.clear()
  for (const { declarations, icons } of packages) {
    for (const declaration of declarations)
      if (!standard.has(declaration.type)) known.set(declaration.type, declaration)
    for (const [type, svg] of Object.entries(icons))
      drawings.set(type, `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`)
  }
  useInstalled.setState({ packages })
}

/** Takes over which My blocks there are; blocks that call them are drawn anew. */
export function learnMyBlocks(list: readonly MyBlock[]): void {
  for (const type of known.keys()) if (type.startsWith(MY)) known.delete(type)
  const mine = list.map(declarationOf)
  for (const declaration of mine) known.set(declaration.type, declaration)
  useInstalled.setState({ mine })
  measureAnew()
}

/** The My block that a block with this config calls. */
export const myBlockCalled = ({ flow }: JsonObject): BlockDeclaration | undefined =>
  typeof flow === 'string' ? known.get(`${MY}${flow}`) : undefined
