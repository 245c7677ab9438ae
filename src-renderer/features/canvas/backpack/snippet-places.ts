/** The list with one of it at another place, counted from 0; beyond the end it is the end. */
export function movedTo<T extends { id: string }>(list: readonly T[], id: string, place: number): T[] {
  const one = list.find((each) => each.id === id)
  return one ? list.filter((each) => each !== one).toSpliced(place, 0, one) : [...list]
}

/**
 * The place that a snippet takes which is let go at `y`.
 * @param middles of all that stand there, downwards, in the same px as `y`
 * @param from where it stands now
 */
export const placeAt = (middles: readonly number[], from: number, y: number): number =>
  middles.filter((middle, i) => i !== from && middle < y).length
