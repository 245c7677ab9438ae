import type { CheckCatalog, CheckedType, JsonObject } from '#shared/flow'
import type { BlockCatalog } from './catalog.ts'
import { configProblems } from './config-problems.ts'
import type { BlockDeclaration } from './define-block.ts'
import { mouthProblems } from './mouth-problems.ts'
import { areFixed, mouthsOf } from './mouths.ts'
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
  // most blocks have the same mouths whatever their config, and a flow may have thousands of them
  const { mouths = [] } = declaration
  const fixed = areFixed(mouths) ? mouthNames(declaration, {}) : undefined
  return {
    shape: declaration.shape,
    version: declaration.version,
    outputs: () => outputs,
    mouths: ({ config }) => fixed ?? mouthNames(declaration, config),
    checkConfig: ({ config }) => [
      ...configProblems(declaration, config),
      ...mouthProblems(declaration, config),
    ],
  }
}

const mouthNames = (declaration: BlockDeclaration, config: JsonObject): string[] =>
  mouthsOf(declaration, config).map((mouth) => mouth.name)
