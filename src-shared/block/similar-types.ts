/**
 * Types a person may have meant, nearest first, at most three: the same name in another category,
 * or a few slips of the finger away.
 */
export function similarTypes(type: string, known: Iterable<string>): string[] {
  const wanted = type.toLowerCase()
  const near: { type: string; distance: number }[] = []
  for (const one of known) {
    const sameName = nameOf(one) === nameOf(wanted)
    const distance = sameName ? 0 : slips(wanted, one)
    if (distance <= Math.max(2, Math.floor(one.length / 4))) near.push({ type: one, distance })
  }
  near.sort((a, b) => a.distance - b.distance || (a.type < b.type ? -1 : 1))
  return near.slice(0, 3).map((one) => one.type)
}

const nameOf = (type: string): string => type.slice(type.indexOf('/') + 1)

/** Levenshtein's distance: letters to add, take away or change to get from one text to the other. */
function slips(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 8) return Infinity
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? Infinity
}
