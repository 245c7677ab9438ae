import type { CheckCatalog, CheckedType, JsonObject } from '#shared/flow'
import type { BlockCatalog } from './catalog.ts'
import { configProblems } from './config-problems.ts'
import { type BlockDeclaration, CATEGORIES } from './define-block.ts'
import { mouthProblems } from './mouth-problems.ts'
import { areFixed, mouthsOf } from './mouths.ts'
import { perConfig } from './per-config.ts'
import { similarTypes } from './similar-types.ts'

/** Declarations never change, so what checking makes of one is made once. */
const known = new WeakMap<BlockDeclaration, CheckedType>()

/** What `checkFlow` needs to know of these block types; follows a catalog that changes. */
export function checkCatalogOf(catalog: BlockCatalog): CheckCatalog {
  return {
    get(type) {
      const declaration = catalog.get(type)
      if (!declaration) return undefined
      const checked = known.get(declaration) ?? checkedType(declaration)
      known.set(declaration, checked)
      return checked
    },
    similar: (type) => similarTypes(type, catalog.keys()),
    missing(type) {
      const name = type.slice(0, type.indexOf('/'))
      if (name === '' || STANDARD.has(name)) return undefined
      for (const one of catalog.keys())
        if (one.startsWith(`${name}/`)) return { package: name, installed: true }
      return { package: name, installed: false }
    },
  }
}

const STANDARD: ReadonlySet<string> = new Set(CATEGORIES)

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
    checkConfig: ({ config }) => problemsOf(declaration, config),
  }
}

const problemsOf = perConfig((declaration, config) => [
  ...configProblems(declaration, config),
  ...mouthProblems(declaration, config),
])

const mouthNames = (declaration: BlockDeclaration, config: JsonObject): string[] =>
  mouthsOf(declaration, config).map((mouth) => mouth.name)
