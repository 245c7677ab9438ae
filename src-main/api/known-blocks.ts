import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import { type BlockCatalog, makeCatalog } from '#shared/block'
import { readInstalled } from '../packages/installed-file.ts'

/**
 * The blocks that flows of a data folder may use, read beside the host that holds it: the standard ones and those of
 * installed packages. A folder that is not there has no packages.
 */
export function knownBlocks(dataFolder: string): BlockCatalog {
  const installed = readInstalled(join(dataFolder, 'blocks'), () => {})
  if (installed.length === 0) return catalog
  return makeCatalog([...catalog.values(), ...installed.flatMap(({ declarations }) => declarations)])
}
