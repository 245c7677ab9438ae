/** ms that work may go on before others get their turn. */
const SLICE = 8

/** What long work asks again and again: it gives something to wait for when others are to get their turn. */
export function breather(): () => Promise<void> | undefined {
  let since = performance.now()
  return () => {
    if (performance.now() - since < SLICE) return undefined
    return new Promise((resolve) =>
      setImmediate(() => {
        since = performance.now()
        resolve()
      }),
    )
  }
}
