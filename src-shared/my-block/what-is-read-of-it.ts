import type { BlockCatalog } from '#shared/block'
import type { Block, FlowDocument, FlowEdit } from '#shared/flow'
import { Named, RESULT, readBlock, readNamed } from './inputs.ts'
import { comesOnce } from './once.ts'
import { refuse } from './refuse.ts'
import type { Selection } from './selection.ts'
import { swapInBlock } from './swap-in-block.ts'

export type ReadOfIt = {
  /** what it gives beside its result; where there is none, it gives the result alone */
  gives: Named
  /** the blocks outside, reading what the call gave */
  edits: FlowEdit[]
}

/** What blocks outside read of those that go, read from the call. @throws AppError `my-block.*` */
export function readingFromCall(
  document: FlowDocument,
  catalog: BlockCatalog,
  selection: Selection,
  call: string,
): ReadOfIt {
  const outside = document.blocks.filter(({ id }) => !selection.ids.has(id))
  const read = new Map<string, Block>()
  for (const block of outside)
    swapInBlock(block, catalog, ({ path: [root, name] }) => {
      const one = root === 'blocks' ? goingBlock(document, selection, name) : undefined
      if (one) read.set(one.name, one)
      return null
    })
  const gives = new Named(RESULT)
  const last = onlyEnd(selection)
  for (const block of read.values()) {
    if (block.id === last) continue
    refuseSometimes(block, selection)
    refuseStopped(block, selection)
    gives.nameOf(readBlock(block.name), block.name)
  }
  const edits = outside.flatMap((block) => {
    const now = swapInBlock(block, catalog, ({ path: [root, name] }) => {
      const one = root === 'blocks' ? goingBlock(document, selection, name) : undefined
      if (!one) return null
      if (one.id !== last) return readNamed(call, gives.nameOf(readBlock(one.name), one.name), 2, true)
      return gives.size > 0 ? readNamed(call, RESULT, 2, true) : { keys: 2, by: readBlock(call) }
    })
    return configEdits(block, now)
  })
  return { gives, edits }
}

/** A block of the level that goes; what is deeper nobody outside can see. */
function goingBlock(document: FlowDocument, selection: Selection, name: unknown): Block | undefined {
  const block = document.blocks.find((one) => one.name === name)
  return block && selection.ids.has(block.id) && selection.topOf(block.id) === block.id ? block : undefined
}

/** The block whose value is the result, where there is only one. */
function onlyEnd({ ends, structure }: Selection): string | undefined {
  const [first, another] = ends
  if (!first || another || first.out !== 'next') return undefined
  return structure.places.get(first.block)?.block.options?.disabled ? undefined : first.block
}

/** Where it may be left out, what it gave before would still be seen. */
function refuseSometimes(block: Block, selection: Selection): void {
  const always = selection.ends.every(
    (end) => end.block === block.id || selection.comesBefore(block.id, end.block),
  )
  if (always || block.options?.disabled || comesOnce(selection.structure, selection.entry.block.id)) return
  refuse(
    'sometimes',
    `"${block.name}" does not run each time, and blocks outside look at what it gave last.`,
    'Choose those blocks too, or leave this one outside.',
    block.id,
  )
}

/** Beside what stops there nothing else can be given back. */
function refuseStopped(block: Block, { ends }: Selection): void {
  if (ends.every(({ out }) => out !== '')) return
  refuse(
    'stops',
    `Blocks outside look at what "${block.name}" gave, but what you chose ends with a stop.`,
    'Leave the stop outside of what you choose.',
    block.id,
  )
}

function configEdits(block: Block, now: Block): FlowEdit[] {
  if (now === block) return []
  return Object.entries(now.config).flatMap(([key, value]): FlowEdit[] =>
    value === block.config[key] ? [] : [{ do: 'set-config', id: block.id, key, value }],
  )
}
