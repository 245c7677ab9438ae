/** Triggers that are armed or disarmed before others have their turn. */
const AT_ONCE = 100

/**
 * Does something with all of them side by side, as a drive may take its time; of ten thousand, so many at once that
 * runs, callers and clocks are not held up.
 */
export async function sideBySide<T>(those: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const underWay: Promise<void>[] = []
  for (const [i, one] of those.entries()) {
    underWay.push(work(one))
    if (i % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(underWay)
}
