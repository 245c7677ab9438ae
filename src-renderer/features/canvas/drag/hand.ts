import { leftInView } from '../canvas-view.ts'

/* Where the held blocks are. A plain place outside React: it changes with every pointer event. */
let element: HTMLElement | null = null
let place: readonly [number, number] = [0, 0]

const draw = () => {
  if (element) element.style.transform = `translate(${leftInView(place[0], 0)}px, ${place[1]}px)`
}

/** The element that shows the held blocks. */
export function followHand(shown: HTMLElement | null): () => void {
  element = shown
  draw()
  return () => {
    element = null
  }
}

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
  draw()
  for (const tell of watchers) tell(x, y)
}
