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

/** Moves the held blocks' head, in canvas units. */
export function moveHand(x: number, y: number): void {
  place = [x, y]
  draw()
}
