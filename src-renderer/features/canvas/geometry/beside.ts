type Edges = { left: number; top: number; right: number; bottom: number }
type Size = { width: number; height: number }

/**
 * Top left of a form that is about what stands in `of`, so that this stays in sight: after it, before it, below or
 * above, wherever there is room first; where there is none, the one of these places that covers least. px of the room.
 */
export function beside(of: Edges, { width, height }: Size, room: Size, gap: number) {
  const within = (value: number, size: number, most: number) =>
    Math.max(gap, Math.min(value, most - size - gap))
  const places = [
    { left: of.right + gap, top: of.top },
    { left: of.left - width - gap, top: of.top },
    { left: of.left, top: of.bottom + gap },
    { left: of.left, top: of.top - height - gap },
  ].map(({ left, top }) => ({
    left: within(left, width, room.width),
    top: within(top, height, room.height),
  }))
  const shared = (from: number, size: number, low: number, high: number) =>
    Math.max(0, Math.min(from + size, high) - Math.max(from, low))
  const covered = ({ left, top }: { left: number; top: number }) =>
    shared(left, width, of.left, of.right) * shared(top, height, of.top, of.bottom)
  return places.reduce((best, place) => (covered(place) < covered(best) ? place : best))
}
