import type { BlockCatalog, Field } from '#shared/block'
import { type Path, type Swap, swapRoots } from '#shared/expression'
import { type Block, type Json, type JsonObject, mapTexts } from '#shared/flow'
import { refuse } from './refuse.ts'

/** A use of a root by a field of a block. */
export type Use = { block: Block; key: string; field: Field | undefined; path: Path }

/** The block with what its expressions read written anew; itself when nothing is. Raw texts hold no expressions. */
export function swapInBlock(block: Block, catalog: BlockCatalog, swapOf: (use: Use) => Swap | null): Block {
  const fields = catalog.get(block.type)?.fields ?? {}
  const entries = Object.entries(withStandard(block.config, fields)).map(([key, held]): [string, Json] => {
    const field = fields[key]
    if (field?.raw) return [key, held]
    const change = (text: string) =>
      swapRoots(
        text,
        (path) => swapOf({ block, key, field, path }),
        () => hidden(block),
      )
    return [key, mapTexts(held, change)]
  })
  const changed = entries.filter(([key, held]) => held !== (block.config[key] ?? fields[key]?.default))
  return changed.length === 0
    ? block
    : { ...block, config: { ...block.config, ...Object.fromEntries(changed) } }
}

/** A field that is left out reads what its default names. */
const withStandard = (config: JsonObject, fields: Readonly<Record<string, Field>>): JsonObject => ({
  ...Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) =>
      typeof field.default === 'string' && field.default.includes('{{') && config[key] === undefined
        ? [[key, field.default] as const]
        : [],
    ),
  ),
  ...config,
})

const hidden = (block: Block): never =>
  refuse(
    'hidden',
    `An expression of "${block.name}" gives a name such as "item" a meaning of its own.`,
    'Give what stands in its function another name.',
    block.id,
  )
