/** What is under way, by key; the last one in the row. */
const rows = new Map<string, Promise<unknown>>()

/**
 * Does one deed after the other for the same key. Two moves of one file at once would otherwise both give it a
 * second name before either takes the old one away.
 */
export async function inTurn<T>(key: string, deed: () => Promise<T>): Promise<T> {
  const before = rows.get(key) ?? Promise.resolve()
  const mine = before.then(deed, deed)
  rows.set(key, mine)
  try {
    return await mine
  } finally {
    if (rows.get(key) === mine) rows.delete(key)
  }
}
