import type { BlockCatalog } from '#shared/block'
import type { Block, FlowDocument, Variable } from '#shared/flow'
import { comesOnce } from './once.ts'
import { refuse } from './refuse.ts'
import type { Selection } from './selection.ts'
import { swapInBlock } from './swap-in-block.ts'

/** A place where a variable is read or changed. */
type VariableUse = { block: Block; changes: boolean }

export type Variables = {
  /** changed in the selection and used nowhere else: they go along */
  local: ReadonlySet<string>
  declared: readonly Variable[]
  left: readonly Variable[]
}

/** What becomes of variables. @throws AppError `my-block.*` where one would be another in a flow of its own */
export function variablesOf(document: FlowDocument, selection: Selection, catalog: BlockCatalog): Variables {
  const { uses, unknown } = usesOf(document, catalog)
  const isIn = ({ block }: VariableUse) => selection.ids.has(block.id)
  const local = new Set<string>()
  for (const [name, all] of uses) {
    const changing = all.find((use) => use.changes && isIn(use))
    if (!changing) continue
    const { keep = false } = document.variables?.find((one) => one.name === name) ?? {}
    const outside = all.find((use) => !isIn(use))?.block ?? unknown.find(({ id }) => !selection.ids.has(id))
    if (keep || outside) refuseShared(name, changing.block, outside)
    if (!isNewEachTime(all, name, selection)) refuseLasting(name, changing.block)
    local.add(name)
  }
  const inside = unknown.find(({ id }) => selection.ids.has(id))
  if (inside) refuseUnknown(inside)
  const declared = (document.variables ?? []).filter(({ name }) => local.has(name))
  return { local, declared, left: (document.variables ?? []).filter((one) => !declared.includes(one)) }
}

/** By name; and the blocks of which it cannot be said which variables they use. */
function usesOf({ blocks }: FlowDocument, catalog: BlockCatalog) {
  const uses = new Map<string, VariableUse[]>()
  const unknown: Block[] = []
  for (const block of blocks) {
    const note = (name: unknown, changes: boolean) => {
      if (typeof name !== 'string' || name.includes('{{')) unknown.push(block)
      else uses.set(name, [...(uses.get(name) ?? []), { block, changes }])
    }
    for (const [key, field] of Object.entries(catalog.get(block.type)?.fields ?? {})) {
      const held = block.config[key]
      if (field.kind === 'variable' && held !== undefined) note(held, true)
      if (field.raw && typeof held === 'string' && /\bvars\b/.test(held)) unknown.push(block)
    }
    swapInBlock(block, catalog, ({ path: [root, name] }) => {
      if (root === 'vars') note(name, false)
      return null
    })
  }
  return { uses, unknown }
}

/** It is set before anything looks at it, or a run comes here only once. */
function isNewEachTime(uses: readonly VariableUse[], name: string, selection: Selection): boolean {
  const first = uses.find(
    ({ block }) =>
      block.type === 'data/set-variable' &&
      block.config.name === name &&
      block.options?.disabled !== true &&
      selection.topOf(block.id) === block.id &&
      uses.every(
        (use) => use.block === block || selection.comesBefore(block.id, selection.topOf(use.block.id)),
      ) &&
      uses.filter((use) => use.block === block).length === 1,
  )
  return first !== undefined || comesOnce(selection.structure, selection.entry.block.id)
}

const refuseShared = (name: string, block: Block, outside: Block | undefined) =>
  refuse(
    'shared-variable',
    outside
      ? `"${block.name}" changes the variable "${name}", which "${outside.name}" uses too.`
      : `"${block.name}" changes the variable "${name}", which this flow keeps between runs.`,
    'Choose all blocks that use it, or leave this one outside.',
    block.id,
  )
const refuseLasting = (name: string, block: Block) =>
  refuse(
    'lasting-variable',
    `The variable "${name}" goes on from one time to the next, and a My block begins anew each time.`,
    `Set "${name}" first among the blocks you choose, or leave "${block.name}" outside.`,
    block.id,
  )
const refuseUnknown = (block: Block) =>
  refuse(
    'unknown-variable',
    `It cannot be said which variables "${block.name}" uses.`,
    'Name them as they are, or leave this block outside.',
    block.id,
  )
