import { type BlockDeclaration, CATEGORIES } from '#shared/block'
import { shownBlocks } from '../../model/shown-blocks.ts'
import type { Colour } from '../../ui/block-art/colour.ts'
import type { InstalledPackage } from '../../ui/block-art/known-blocks.ts'

/** What stands together in the palette: a kind of standard blocks, or the blocks of a package. */
export type Shelf = {
  /** the category, or the package's name */
  key: string
  /** its colour */
  category: Colour
  blocks: readonly BlockDeclaration[]
  package?: InstalledPackage
}

/** Only kinds that have blocks, in the order of the design. */
const STANDARD: readonly Shelf[] = CATEGORIES.map((category) => ({
  key: category,
  category,
  blocks: shownBlocks.filter((declaration) => declaration.category === category),
})).filter((shelf) => shelf.blocks.length > 0)

/** Stands there when it is empty too, and says how to fill it. */
export const MY_SHELF = 'my'

/** The standard kinds, then each package, by title, and what people made themselves. */
export function shelvesOf(
  packages: readonly InstalledPackage[],
  mine: readonly BlockDeclaration[],
): readonly Shelf[] {
  const installed = packages
    .filter(({ declarations }) => declarations.length > 0)
    .map((one) => ({
      key: one.name,
      category: one.declarations[0]?.category ?? 'computer',
      blocks: one.declarations,
      package: one,
    }))
  const my: Shelf = { key: MY_SHELF, category: 'my', blocks: mine }
  return [...STANDARD, ...installed.sort((a, b) => a.package.title.localeCompare(b.package.title)), my]
}
