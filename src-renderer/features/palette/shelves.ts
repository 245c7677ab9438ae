import { type BlockDeclaration, CATEGORIES, type Category } from '#shared/block'
import { shownBlocks } from '../../model/shown-blocks.ts'
import type { InstalledPackage } from '../../ui/block-art/known-blocks.ts'

/** What stands together in the palette: a kind of standard blocks, or the blocks of a package. */
export type Shelf = {
  /** the category, or the package's name */
  key: string
  /** its colour */
  category: Category
  blocks: readonly BlockDeclaration[]
  package?: InstalledPackage
}

/** Only kinds that have blocks, in the order of the design. */
const STANDARD: readonly Shelf[] = CATEGORIES.map((category) => ({
  key: category,
  category,
  blocks: shownBlocks.filter((declaration) => declaration.category === category),
})).filter((shelf) => shelf.blocks.length > 0)

/** The standard kinds, then each package, by title. */
export function shelvesOf(packages: readonly InstalledPackage[]): readonly Shelf[] {
  const installed = packages
    .filter(({ declarations }) => declarations.length > 0)
    .map((one) => ({
      key: one.name,
      category: one.declarations[0]?.category ?? 'computer',
      blocks: one.declarations,
      package: one,
    }))
  return [...STANDARD, ...installed.sort((a, b) => a.package.title.localeCompare(b.package.title))]
}
