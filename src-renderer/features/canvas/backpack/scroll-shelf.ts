/** px from an end of the list where it begins to scroll, and px of a frame at most */
const EDGE = 40
const SPEED = 10

/** How far a list that reaches from `top` to `bottom` scrolls in one frame while something is held at `y`; px. */
export function scrollBy({ top, bottom }: { top: number; bottom: number }, y: number): number {
  const near = (distance: number) => Math.min(1, Math.max(0, EDGE - distance) / EDGE)
  return Math.round((near(bottom - y) - near(y - top)) * SPEED)
}

/**
 * Scrolls a list frame by frame while something is held near one of its ends.
 * @param onScroll the list has moved under what is held at `y`
 * @returns to be told where it is held, px of the window; null: no more
 */
export function scrollAtEnds(list: HTMLElement, onScroll: (y: number) => void) {
  let held: number | null = null
  let frame = 0
  const step = () => {
    frame = 0
    if (held === null) return
    const before = list.scrollTop
    list.scrollTop += scrollBy(list.getBoundingClientRect(), held)
    if (list.scrollTop === before) return
    onScroll(held)
    frame = requestAnimationFrame(step)
  }
  return (y: number | null): void => {
    held = y
    if (frame === 0) frame = requestAnimationFrame(step)
  }
}
