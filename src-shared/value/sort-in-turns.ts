/** Lists up to this long are sorted at once: a tenth of a millisecond. */
const PIECE = 256
/** Items merged between two looks at the clock. */
const STRIDE = 512

/**
 * A sorted copy; items that are alike stay in their order. Others get their turn while it works: pieces are sorted
 * by the engine, then merged two by two (bottom-up merge sort).
 * @param breathe `ctx.breathe`
 */
export async function sortInTurns<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
  breathe: () => Promise<void> | undefined,
): Promise<T[]> {
  let runs: T[][] = []
  for (let at = 0; at < items.length; at += PIECE) {
    runs.push(items.slice(at, at + PIECE).sort(compare))
    const turn = breathe()
    if (turn) await turn
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let i = 0; i < runs.length; i += 2)
      merged.push(await merge(runs[i] as T[], runs[i + 1] ?? [], compare, breathe))
    runs = merged
  }
  return runs[0] ?? []
}

async function merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
  breathe: () => Promise<void> | undefined,
): Promise<T[]> {
  const merged: T[] = []
  let l = 0
  let r = 0
  while (l < left.length || r < right.length) {
    const takeLeft = r >= right.length || (l < left.length && compare(left[l] as T, right[r] as T) <= 0)
    merged.push((takeLeft ? left[l++] : right[r++]) as T)
    if (merged.length % STRIDE !== 0) continue
    const turn = breathe()
    if (turn) await turn
  }
  return merged
}
