import { type BlockCatalog, mouthsOf, withDefaults } from '#shared/block'
import type { Block, FlowDocument, Json, Link } from '#shared/flow'
import { literal } from './preview-document.ts'

const END = 'one-block-end'
const START = 'one-block-start'

/**
 * The flow with nothing left to do but one block and what is in its mouths: whatever comes of it ends the run, so that
 * no loop around it goes on. All blocks stay, since expressions call them by name.
 * @param broken blocks with problems: they are left out, since a flow with problems does not run
 * @param input with it the run starts at the block; without, it is for a run that is done again from there
 */
export function oneBlockDocument(
  document: FlowDocument,
  catalog: BlockCatalog,
  id: string,
  broken: ReadonlySet<string>,
  input?: Json,
): FlowDocument {
  const starts = input !== undefined
  const inside = insideOf(document, catalog, id)
  const links: Link[] = [
    // started at, it stands in no mouth; done again, it stands where it stood
    ...document.links.filter(({ from, out }) =>
      from === id ? inside.outs.has(out) : inside.has(from) || !starts,
    ),
    { from: id, out: 'next', to: END },
    { from: id, out: 'error', to: END },
  ]
  const blocks = document.blocks.map((block) => {
    if (block.id !== id) return block
    const { disabled: _, retry: __, ...options } = block.options ?? {}
    return { ...block, options: { ...options, onError: 'branch' as const } }
  })
  const end: Block = {
    id: END,
    type: 'control/return',
    version: 1,
    name: END,
    config: { value: '{{ input }}' },
  }
  const hat: Block = {
    // errors name it
    ...{ id: START, type: 'start/manual', version: 1, name: 'What arrives' },
    config: { sample: literal(input ?? null) },
  }
  // other hats would start with this one
  const kept = blocks.filter(
    (block) =>
      block.id === id || (!broken.has(block.id) && !(starts && catalog.get(block.type)?.shape === 'hat')),
  )
  const ids = new Set([...kept.map((block) => block.id), START, END])
  return {
    ...document,
    blocks: [...(starts ? [hat] : []), ...kept, end],
    links: [...(starts ? [{ from: START, out: 'next', to: id }] : []), ...links].filter(
      ({ from, to }) => ids.has(from) && ids.has(to),
    ),
    settings: { overlap: 'parallel', concurrency: 8 },
  }
}

/** The blocks in a block's mouths, and the names of these mouths. */
function insideOf(
  document: FlowDocument,
  catalog: BlockCatalog,
  id: string,
): Set<string> & { outs: Set<string> } {
  const block = document.blocks.find((each) => each.id === id)
  const declaration = block && catalog.get(block.type)
  const outs = new Set(
    declaration ? mouthsOf(declaration, withDefaults(declaration, block.config)).map(({ name }) => name) : [],
  )
  const inside = Object.assign(new Set<string>(), { outs })
  const open = document.links.filter(({ from, out }) => from === id && outs.has(out)).map(({ to }) => to)
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (inside.has(at) || at === id) continue
    inside.add(at)
    for (const link of document.links) if (link.from === at) open.push(link.to)
  }
  return inside
}
