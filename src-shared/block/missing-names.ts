import type { Problem } from '#shared/error'
import { type Expression, parseText } from '#shared/expression'
import type { Block, FlowDocument } from '#shared/flow'
import { missingSecret } from '#shared/secret'
import type { BlockCatalog } from './catalog.ts'
import { withDefaults } from './finish-config.ts'
import { perConfig } from './per-config.ts'
import { secretNamesOf } from './secret-names.ts'

/** What this host has that flows may name. */
export type Names = { hasSecret(name: string): boolean; hasEnv(name: string): boolean }

/** Warnings about secrets that are not set and names of the environment that are not allowed: neither is in the file. */
export function missingNames({ blocks }: FlowDocument, catalog: BlockCatalog, names: Names): Problem[] {
  return blocks.flatMap((block) =>
    block.options?.disabled ? [] : [...missingSecrets(block, catalog, names), ...missingEnv(block, names)],
  )
}

function missingSecrets(block: Block, catalog: BlockCatalog, { hasSecret }: Names): Problem[] {
  const declaration = catalog.get(block.type)
  if (!declaration) return []
  return secretsIn(declaration, block.config).flatMap(({ key, names }) =>
    names
      .filter((name) => !hasSecret(name))
      .map((name): Problem => {
        const { code, message, fix = '' } = missingSecret(name)
        return {
          code,
          severity: 'warning',
          message,
          fix,
          block: block.id,
          path: `config.${key}`,
          secret: name,
        }
      }),
  )
}

const secretsIn = perConfig((declaration, config) => {
  const whole = withDefaults(declaration, config)
  return Object.entries(declaration.fields).flatMap(([key, field]) => {
    const names = [...secretNamesOf({ [key]: field }, whole)]
    return names.length > 0 ? [{ key, names }] : []
  })
})

function missingEnv(block: Block, { hasEnv }: Names): Problem[] {
  return Object.entries(block.config).flatMap(([key, held]) =>
    [...envNamesIn(held)]
      .filter((name) => !hasEnv(name))
      .map((name): Problem => notAllowed(block.id, key, name)),
  )
}

const notAllowed = (block: string, key: string, name: string): Problem => ({
  code: 'env.not-allowed',
  severity: 'warning',
  message: `\`env.${name}\` is nothing here: no setting allows "${name}".`,
  fix: `Allow it with: blockloom env allow ${name}`,
  block,
  path: `config.${key}`,
})

function* envNamesIn(held: unknown): Generator<string> {
  if (typeof held === 'string') {
    if (held.includes('{{') && held.includes('env'))
      for (const one of expressionsOf(held)) yield* envNamesOf(one)
  } else if (typeof held === 'object' && held !== null)
    for (const inner of Object.values(held)) yield* envNamesIn(inner)
}

/** A text that cannot be read has a problem of its own. */
function expressionsOf(text: string): Expression[] {
  try {
    return parseText(text).parts.filter((part) => typeof part === 'object')
  } catch {
    return []
  }
}

const envNamesOf = ({ path, paths }: Expression): string[] =>
  (path ? [path] : paths).flatMap(([root, name]) =>
    root === 'env' && typeof name === 'string' ? [name] : [],
  )
