/** The word of the list that differs least from this one, when it is near enough to be a slip of the hand. */
export function nearestWord(word: string, among: Iterable<string>): string | undefined {
  let best: string | undefined
  // of a word of one letter nothing would be left
  let least = Math.min(word.length, Math.max(1, Math.floor(word.length / 3)) + 1)
  for (const other of among) {
    if (Math.abs(other.length - word.length) >= least) continue
    const distance = editDistance(word.toLowerCase(), other.toLowerCase())
    if (distance < least) [best, least] = [other, distance]
  }
  return best
}

/** Changes between two words, swaps counted once (optimal string alignment); words over 60 letters never meet. */
function editDistance(a: string, b: string): number {
  if (a.length > 60 || b.length > 60) return a === b ? 0 : 99
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, i) => i)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) row.push(step(rows, row, a, b, i, j))
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 99
}

function step(rows: number[][], row: number[], a: string, b: string, i: number, j: number): number {
  const above = rows[i - 1] as number[]
  const same = a[i - 1] === b[j - 1]
  let least = Math.min(
    (above[j] as number) + 1,
    (row[j - 1] as number) + 1,
    (above[j - 1] as number) + (same ? 0 : 1),
  )
  if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
    least = Math.min(least, (rows[i - 2]?.[j - 2] as number) + 1)
  return least
}
