import { type Block, type FlowDocument, type FlowEdit, type Link, newName } from '#shared/flow'
import type { MakeBlock } from './called-flow.ts'
import { type Named, RESULT } from './inputs.ts'
import type { Selection } from './selection.ts'

type CallOrder = {
  document: FlowDocument
  selection: Selection
  call: Block
  gives: Named
  make: MakeBlock
  taken: ReadonlySet<string>
}

/** Puts the call in the place of the chosen blocks: links keep their order, since it is the order of pointers. */
export function callEdits({ document, selection, call, gives, make, taken }: CallOrder): FlowEdit[] {
  const { ids, entry, linksIn, ends, structure } = selection
  const hangs = linksIn.some(({ snap }) => snap)
  const at = hangs ? undefined : entry.block.at
  const unpack =
    gives.size > 0
      ? [make('data/value', newName(taken, 'Its result'), { value: `{{ input.${RESULT} }}` })]
      : []
  const last = unpack[0] ?? call
  const index = entry.index
  return [
    { do: 'add-block', block: at ? { ...call, at } : call, index },
    ...unpack.map((block): FlowEdit => ({ do: 'add-block', block, index: index + 1 })),
    ...unpack.map(
      ({ id }): FlowEdit => ({ do: 'add-link', link: { from: call.id, out: 'next', to: id, snap: true } }),
    ),
    ...linksIn.flatMap((link) => moved(document, link, { ...link, to: call.id })),
    ...(ends[0]?.links ?? []).flatMap((link) =>
      moved(document, link, { ...snapOf(ends, link), from: last.id, out: 'next' }),
    ),
    ...[...ids].filter((id) => structure.places.has(id)).map((id): FlowEdit => ({ do: 'remove-block', id })),
  ]
}

/** What hung below one of the ends hangs below the call. */
function snapOf(ends: Selection['ends'], link: Link): Link {
  const hung = ends.some(({ links }) => links.some(({ to, snap }) => to === link.to && snap === true))
  return hung ? { ...link, snap: true } : link
}

const moved = ({ links }: FlowDocument, link: Link, to: Link): FlowEdit[] => [
  { do: 'remove-link', link },
  { do: 'add-link', link: to, index: links.indexOf(link) },
]
