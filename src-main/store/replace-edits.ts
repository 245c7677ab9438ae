import type { FlowDocument, FlowEdit, FlowKey } from '#shared/flow'

const KEYS = [
  'description',
  'tags',
  'variables',
  'notes',
  'monitors',
  'settings',
  'pins',
] as const satisfies FlowKey[]

/**
 * A whole new document, as the edits that make it of the old one: so that a window which has the flow open
 * follows an import like any other change. Unknown keys of the file's top do not travel. `restore`: what is
 * wrong in the new document (a link to nowhere, an id twice) is to be seen as it is.
 */
export function replaceEdits(before: FlowDocument, after: FlowDocument): FlowEdit[] {
  const given = KEYS.filter((key) => after[key] !== undefined)
  return [
    // of equal links the last one is removed, so they are looked for from the end
    ...before.links.toReversed().map((link): FlowEdit => ({ do: 'remove-link', link })),
    ...before.blocks.map(({ id }): FlowEdit => ({ do: 'remove-block', id })),
    ...after.blocks.map((block): FlowEdit => ({ do: 'add-block', block, restore: true })),
    ...after.links.map((link): FlowEdit => ({ do: 'add-link', link, restore: true })),
    {
      do: 'set-flow',
      set: { name: after.name, ...Object.fromEntries(given.map((key) => [key, after[key]])) },
      clear: KEYS.filter((key) => after[key] === undefined),
    },
  ]
}
