import { applyEdits } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { nearGrid } from '../../../ui/block-art/measures.ts'
import { pasteEdits, type Renew } from '../geometry/clip.ts'
import { chainFrom } from '../geometry/hanging.ts'
import type { PlacedStack } from '../geometry/layout.ts'
import { only } from '../geometry/lifting.ts'
import { addNotes } from '../notes/note-edits.ts'
import { type Around, DragSession } from './drag-session.ts'

/** A snippet in the hand, and where its head stood when it was kept. */
export type SnippetInHand = { session: DragSession; was: readonly [number, number] }

/**
 * Takes a copy of a snippet into the hand, named anew as what is pasted. Its topmost stack leads; others, and notes, keep
 * their places to it. Null for one without blocks.
 */
export function takeSnippet(
  snippet: Snippet,
  renew: Renew,
  around: Omit<Around, 'scene'>,
): SnippetInHand | null {
  const { notes = [], ...blocks } = snippet
  const { edits, ids } = pasteEdits(around.document, blocks, [0, 0], renew)
  const pasted = applyEdits(around.document, edits).document
  const { flow, layout } = around.sceneOf(only(pasted, ids))
  const [lead, ...others] = layout.stacks.toSorted(byPlace)
  if (!lead) return null
  const session = new DragSession({
    ...around,
    edits,
    lifted: {
      ids,
      first: lead.id,
      last: chainFrom(flow, lead.id).at(-1) ?? lead.id,
      along: others.map(({ id }) => id),
    },
    along: new Map(others.map(({ id, x, y }) => [id, [x - lead.x, y - lead.y] as const])),
    isNew: true,
    beside: ([x, y]) =>
      addNotes(
        around.document,
        notes.map(({ at: [left, top], ...note }) => ({
          ...note,
          at: [nearGrid(left + x - lead.x), nearGrid(top + y - lead.y)] as const,
        })),
      ),
  })
  return { session, was: [lead.x, lead.y] }
}

const byPlace = (a: PlacedStack, b: PlacedStack): number => a.y - b.y || a.x - b.x
