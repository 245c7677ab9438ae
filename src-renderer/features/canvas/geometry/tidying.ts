import { onGrid } from '../../../ui/block-art/measures.ts'

/** A stack as tidying sees it, canvas units. */
export type Box = { id: string; x: number; y: number; width: number; height: number }

/** A wire between stacks: leaves `fromY` below the top of one, arrives `toY` below the top of the other. */
export type StackWire = { from: string; to: string; fromY: number; toY: number }
export type Place = { id: string; at: readonly [number, number] }

/** Room for wires between columns, and between stacks in one; a hat rises above its own top. */
export const TIDY = { columns: 120, rows: 56 } as const

/**
 * Lays stacks out in columns, left to right along their wires, without overlaps: a stack stands right of all that
 * lead to it (wires back are left out), as high as the dot its first wire comes from where there is room. The
 * order in a column is the one they stand in now, so that tidying twice changes nothing.
 */
export function tidyStacks(stacks: readonly Box[], wires: readonly StackWire[]): Place[] {
  if (stacks.length === 0) return []
  const forward = withoutBack(stacks, wires)
  const ranks = ranksOf(stacks, forward)
  const left = onGrid(Math.min(...stacks.map((stack) => stack.x)))
  const top = onGrid(Math.min(...stacks.map((stack) => stack.y)))
  const places = new Map<string, readonly [number, number]>()
  let x = left
  for (let rank = 0; rank <= Math.max(...ranks.values()); rank += 1) {
    const column = stacks.filter((stack) => ranks.get(stack.id) === rank)
    placeColumn(column, x, top, forward, places)
    x = onGrid(x + Math.max(...column.map((stack) => stack.width)) + TIDY.columns)
  }
  return stacks.map(({ id }) => ({ id, at: places.get(id) ?? [left, top] }))
}

function placeColumn(
  column: readonly Box[],
  x: number,
  top: number,
  wires: readonly StackWire[],
  places: Map<string, readonly [number, number]>,
): void {
  const wished = column.map((stack) => ({ stack, wish: wishOf(stack.id, wires, places) ?? stack.y }))
  wished.sort((a, b) => a.wish - b.wish || a.stack.y - b.stack.y || (a.stack.id < b.stack.id ? -1 : 1))
  let free = top
  for (const { stack } of wished) {
    const wish = wishOf(stack.id, wires, places) ?? top
    const y = onGrid(Math.max(free, wish))
    places.set(stack.id, [x, y])
    free = y + stack.height + TIDY.rows
  }
}

/** Where a stack would stand for its highest wire to run straight. */
function wishOf(
  id: string,
  wires: readonly StackWire[],
  places: ReadonlyMap<string, readonly [number, number]>,
): number | undefined {
  const tops = wires.flatMap(({ from, to, fromY, toY }) => {
    const at = to === id ? places.get(from) : undefined
    return at ? [at[1] + fromY - toY] : []
  })
  return tops.length > 0 ? Math.min(...tops) : undefined
}

/** Wires that do not lead back: found in the order of the stacks in the file, wherever they stand. */
function withoutBack(stacks: readonly Box[], wires: readonly StackWire[]): StackWire[] {
  const out = new Map(stacks.map(({ id }) => [id, [] as StackWire[]]))
  for (const wire of wires) if (out.has(wire.to)) out.get(wire.from)?.push(wire)
  const state = new Map<string, 'open' | 'done'>()
  const kept: StackWire[] = []
  for (const { id } of stacks) {
    if (state.has(id)) continue
    const trail = [{ id, next: 0 }]
    state.set(id, 'open')
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const wire = out.get(top.id)?.[top.next]
      top.next += 1
      if (!wire) {
        state.set(top.id, 'done')
        trail.pop()
      } else if (state.get(wire.to) !== 'open') {
        kept.push(wire)
        if (!state.has(wire.to)) {
          state.set(wire.to, 'open')
          trail.push({ id: wire.to, next: 0 })
        }
      }
    }
  }
  return kept
}

/** The length of the longest way to each stack; the wires lead nowhere back. */
function ranksOf(stacks: readonly Box[], wires: readonly StackWire[]): Map<string, number> {
  const into = new Map(stacks.map(({ id }) => [id, 0]))
  const out = new Map(stacks.map(({ id }) => [id, [] as string[]]))
  for (const { from, to } of wires) {
    into.set(to, (into.get(to) ?? 0) + 1)
    out.get(from)?.push(to)
  }
  const ranks = new Map(stacks.map(({ id }) => [id, 0]))
  const ready = [...into].filter(([, count]) => count === 0).map(([id]) => id)
  for (let id = ready.pop(); id !== undefined; id = ready.pop())
    for (const to of out.get(id) ?? []) {
      ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(id) ?? 0) + 1))
      into.set(to, (into.get(to) ?? 0) - 1)
      if (into.get(to) === 0) ready.push(to)
    }
  return ranks
}

export type Edge = 'left' | 'top'

/** Puts stacks in one line, pushed apart where they would lie on each other. Those in line already stay. */
export function alignStacks(stacks: readonly Box[], edge: Edge): Place[] {
  const along = edge === 'left' ? 'y' : 'x'
  const size = edge === 'left' ? 'height' : 'width'
  const across = edge === 'left' ? 'x' : 'y'
  const line = Math.min(...stacks.map((stack) => stack[across]))
  let free = Number.NEGATIVE_INFINITY
  const order = [...stacks].sort((a, b) => a[along] - b[along] || (a.id < b.id ? -1 : 1))
  return order.map((stack) => {
    const at = stack[along] >= free ? stack[along] : onGrid(free)
    free = at + stack[size] + (edge === 'left' ? TIDY.rows : 24)
    return { id: stack.id, at: edge === 'left' ? [line, at] : [at, line] }
  })
}
