import type { BlockDeclaration } from './define-block.ts'

/** All block types that are known here, by type. */
export type BlockCatalog = ReadonlyMap<string, BlockDeclaration>

/** @throws Error when two declarations claim one type */
export function makeCatalog(declarations: readonly BlockDeclaration[]): BlockCatalog {
  const catalog = new Map<string, BlockDeclaration>()
  for (const declaration of declarations) {
    if (catalog.has(declaration.type)) throw new Error(`two declarations of ${declaration.type}`)
    catalog.set(declaration.type, declaration)
  }
  return catalog
}
