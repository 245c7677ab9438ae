import type { BlockCatalog } from '#shared/block'
import type { Path, Swap } from '#shared/expression'
import type { Block, FlowDocument } from '#shared/flow'
import { isLoop } from './blocks-that-stay.ts'
import { type Named, readBlock, readNamed } from './inputs.ts'
import { comesOnce } from './once.ts'
import { refuse } from './refuse.ts'
import type { Selection } from './selection.ts'
import { swapInBlock, type Use } from './swap-in-block.ts'

type Reading = {
  document: FlowDocument
  catalog: BlockCatalog
  selection: Selection
  /** variables that go along */
  local: ReadonlySet<string>
  /** what it has to be given */
  given: Named
  /** the name of its hat */
  hat: string
}

/** The chosen blocks, reading what comes from outside out of what the hat was given. */
export function readingFromHat(reading: Reading): Block[] {
  const { document, catalog, selection } = reading
  return document.blocks
    .filter(({ id }) => selection.ids.has(id))
    .map((block) => swapInBlock(block, catalog, (use) => swapOf(reading, use)))
}

function swapOf(reading: Reading, use: Use): Swap | null {
  const [root, key] = use.path
  const ask = (keys: number, source: string, wanted: string) =>
    readNamed(reading.hat, reading.given.nameOf(source, wanted), keys)
  switch (root) {
    case 'blocks':
      if (isInside(reading, use)) return null
      return ask(2, readBlock(String(key)), String(key))
    case 'vars':
      if (reading.local.has(nameIn(use.path, use.block))) return null
      return ask(2, `vars[${JSON.stringify(key)}]`, String(key))
    case 'item':
    case 'index':
      return isOfOuterLoop(reading, use) ? ask(1, root, root) : null
    case 'run':
    case 'trigger':
      return ask(1, root, root)
    default:
      return null
  }
}

/** Whether what is read is inside too, or nowhere. @throws AppError where it is the value of the time before */
function isInside({ document, selection }: Reading, { block, path }: Use): boolean {
  const name = nameIn(path, block)
  const read = document.blocks.find((one) => one.name === name)
  if (!read) return true
  if (!selection.ids.has(read.id)) return false
  // what is deeper is gone when its mouth closes: only the level itself could be seen the next time
  const lasts = selection.topOf(read.id) === read.id && read.options?.disabled !== true
  const before = () => selection.comesBefore(read.id, selection.topOf(block.id))
  if (lasts && !before() && !comesOnce(selection.structure, selection.entry.block.id))
    refuse(
      'time-before',
      `"${block.name}" looks at what "${name}" gave the time before, and a My block begins anew each time.`,
      `Leave "${block.name}" outside of what you choose.`,
      block.id,
    )
  return true
}

/** @throws AppError where the name is worked out */
function nameIn([root, name]: Path, block: Block): string {
  if (typeof name === 'string') return name
  return refuse(
    'computed-name',
    `"${block.name}" reads ${root === 'vars' ? 'variables' : 'blocks'} by a name that is worked out.`,
    'Write the name as it is, or leave this block outside of what you choose.',
    block.id,
  )
}

/** Of the loops around a block only those inside go along. A field that is asked per item has its own. */
function isOfOuterLoop({ selection }: Reading, { block, field, path: [root] }: Use): boolean {
  if (field?.perItem) return false
  const { places } = selection.structure
  const sets = (type: string | undefined) =>
    type !== undefined && (root === 'item' ? type === 'control/for-each' : isLoop(type))
  for (let up = places.get(block.id)?.parent; up; up = places.get(up.block)?.parent)
    if (sets(places.get(up.block)?.block.type)) return !selection.ids.has(up.block)
  return false
}
