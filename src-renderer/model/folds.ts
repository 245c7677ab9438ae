import type { FlowEdit } from '#shared/flow'

/** What of a block tells what it hides: whether it is collapsed, its mouths, and what it hangs by. */
export type Foldable = {
  collapsed: boolean
  mouths: readonly string[]
  hangsBy: { id: string; out: string } | undefined
}

/**
 * The blocks that must be opened for what hangs, or is about to, at an output of `id` to be seen; outermost first. A
 * collapsed C-block hides what is in its mouths, any other one what hangs below it, and it counts even if it had
 * nothing to hide till now.
 */
export function foldsOver(
  of: (id: string) => Foldable | undefined,
  { id, out }: { id: string; out: string },
): string[] {
  const folds: string[] = []
  for (let up: Foldable['hangsBy'] = { id, out }; up; ) {
    const at = of(up.id)
    if (at?.collapsed && hides(at, up.out)) folds.push(up.id)
    up = at?.hangsBy
  }
  return folds.reverse()
}

const hides = ({ mouths }: Foldable, out: string): boolean =>
  mouths.length > 0 ? mouths.includes(out) : out === 'next'

/** The edit that folds a block, or opens it. */
export const foldEdit = (id: string, collapsed: true | undefined): FlowEdit => ({
  ...{ do: 'set-collapsed', id, collapsed },
})
