import type { CheckCatalog } from './check-catalog.ts'
import type { Block, FlowDocument, Link } from './document.ts'
import type { FlowEdit } from './flow-edit.ts'

/**
 * Edits, and after each that renames mouths of a block (a switch's case gets another name) those that take the
 * links of the mouth along. Where a mouth goes away its links stay: they are a problem until it comes back.
 */
export function followMouths(
  document: FlowDocument,
  edits: readonly FlowEdit[],
  catalog: CheckCatalog,
): readonly FlowEdit[] {
  const more = edits.map((edit) => linksThatFollow(document, edit, catalog))
  return more.every((one) => one.length === 0)
    ? edits
    : edits.flatMap((edit, i) => [edit, ...(more[i] ?? [])])
}

function linksThatFollow({ blocks, links }: FlowDocument, edit: FlowEdit, catalog: CheckCatalog): FlowEdit[] {
  if (edit.do !== 'set-config') return []
  const block = blocks.find((one) => one.id === edit.id)
  if (!block) return []
  const type = catalog.get(block.type)
  if (type?.shape !== 'c') return []
  const renamed = renames(type.mouths(block), type.mouths(changed(block, edit)))
  if (renamed.size === 0) return []
  return links.flatMap((link, index) => {
    const out = link.from === edit.id ? renamed.get(link.out) : undefined
    return out === undefined ? [] : moved(link, out, index)
  })
}

function changed(block: Block, { key, value }: Extract<FlowEdit, { do: 'set-config' }>): Block {
  const { [key]: _, ...rest } = block.config
  return { ...block, config: value === undefined ? rest : { ...rest, [key]: value } }
}

/** Mouths that stand where they stood, under another name. */
function renames(before: readonly string[], after: readonly string[]): ReadonlyMap<string, string> {
  if (before.length !== after.length) return new Map()
  const pairs = before.map((name, i) => [name, after[i] as string] as const)
  return new Map(pairs.filter(([from, to]) => !after.includes(from) && !before.includes(to)))
}

const moved = (link: Link, out: string, index: number): FlowEdit[] => [
  { do: 'remove-link', link },
  { do: 'add-link', link: { ...link, out }, index },
]
