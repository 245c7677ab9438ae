import type { Applied } from './apply-edits.ts'
import { renameBlocksInText } from './block-names-in-text.ts'
import { mapTexts } from './config-texts.ts'
import type { Block, FlowDocument } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'
import type { JsonObject } from './json.ts'

/** Renames a block and, in every expression of the flow, what reads it by name. */
export function applyRename(
  document: FlowDocument,
  index: number,
  { name, restore }: Extract<FlowEdit, { do: 'rename-block' }>,
): Applied {
  const block = document.blocks[index] as Block
  const isElsewhere = (wanted: string) =>
    document.blocks.some((other, i) => i !== index && other.name === wanted)
  if (!restore && name.trim() === '') return { why: 'A block needs a name.' }
  if (!restore && isElsewhere(name)) return { why: `Another block is called "${name}".` }
  const shared = isElsewhere(block.name) || block.name.trim() === ''
  const inverse: FlowEdit[] = [
    { do: 'rename-block', id: block.id, name: block.name, ...(shared && { restore: true }) },
  ]
  const renamed = document.blocks.with(index, { ...block, name })
  // a name that two blocks have says nothing about which one an expression means
  if (isElsewhere(block.name) || isElsewhere(name))
    return { document: { ...document, blocks: renamed }, inverse }
  const there = new Map([[block.name, name]])
  const back = new Map([[name, block.name]])
  const seen = new Set<string>()
  const blocks = renamed.map((other) => {
    // edits reach only the first of blocks that share an id, so only that one can be taken back
    if (seen.has(other.id)) return other
    seen.add(other.id)
    const config = renameInConfig(other.config, there)
    inverse.push(...corrections(other, renameInConfig(config, back)))
    return config === other.config ? other : { ...other, config }
  })
  return { document: { ...document, blocks }, inverse }
}

/** A config with every mention of the renamed blocks rewritten; itself when there is none. */
export const renameInConfig = (config: JsonObject, renames: ReadonlyMap<string, string>): JsonObject =>
  mapTexts(config, (text) => renameBlocksInText(text, renames))

/** Fields that renaming back would not spell as they were: `blocks.Old`, or a name nobody had before. */
function corrections({ id, config }: Block, renamedBack: JsonObject): FlowEdit[] {
  if (config === renamedBack) return []
  return Object.entries(config)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(renamedBack[key]))
    .map(([key, value]) => ({ do: 'set-config', id, key, value }))
}
