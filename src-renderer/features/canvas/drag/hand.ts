/* Where the held blocks are. A plain place outside React: it changes with every pointer event. */
let place: readonly [number, number] = [0, 0]

const watchers = new Set<(x: number, y: number) => void>()

/** Tells where the hand is, now and whenever it moves. */
export function watchHand(tell: (x: number, y: number) => void): () => void {
  watchers.add(tell)
  tell(...place)
  return () => void watchers.delete(tell)
}

/** Moves the held blocks' head, in canvas units. */
export function moveHand(x: number, y: number): void {
  place = [x, y]
  for (const tell of watchers) tell(x, y)
}
