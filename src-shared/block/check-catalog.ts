import type { CheckCatalog, CheckedType } from '#shared/flow'
import type { BlockCatalog } from './catalog.ts'
import { configProblems } from './config-problems.ts'
import type { BlockDeclaration } from './define-block.ts'
import { similarTypes } from './similar-types.ts'

/** What `checkFlow` needs to know of these block types. */
export function checkCatalogOf(catalog: BlockCatalog): CheckCatalog {
  const checked = new Map([...catalog].map(([type, declaration]) => [type, checkedType(declaration)]))
  return {
    get: (type) => checked.get(type),
    similar: (type) => similarTypes(type, checked.keys()),
  }
}

function checkedType(declaration: BlockDeclaration): CheckedType {
  const outputs = Object.keys(declaration.outputs)
  const mouths = (declaration.mouths ?? []).map((mouth) => mouth.name)
  return {
    shape: declaration.shape,
    version: declaration.version,
    outputs: () => outputs,
    mouths: () => mouths,
    checkConfig: (block) => configProblems(declaration, block.config),
  }
}
