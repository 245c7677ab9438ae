/** Canvas units. */
export type Area = { x: number; y: number; width: number; height: number }
type Side = 'beside' | 'before' | 'under' | 'above'

export type BubblePlace = {
  side: Side
  x: number
  y: number
  /** no wider than this, where that is less than it would be */
  most?: number
  /** from the bubble's own edge to the middle of what points at the block */
  tip: number
}

export type BubbleAsk = {
  /** the block, its mouths included */
  of: Area
  /** height of the block's own row, at which a bubble beside it stands */
  row: number
  /** its place is under the block: nothing hangs there */
  under: boolean
  size: { width: number; height: number }
  /** narrower than this it cannot be read */
  least: number
  /** its height where it is made narrower: its words need more lines */
  tall?: number
  /** what is in sight */
  room: Area
  /** x of what lies left of the block's stack: marks, counts, breakpoints */
  selvage: number
  /** what should not be covered, and how much it matters; among it the other blocks */
  spare: readonly { area: Area; weight: number }[]
}

const GAP = 20
const INSET = 12
/** free at the edge of what is in sight */
const EDGE = 8
/** the pointed end keeps so far from the corners */
const CORNER = 18
/** half the height of a bubble of one line: it stands in the middle of the row */
const HALF_LINE = 18
/** square units that may be covered or cut before another side is looked for: half a word */
const SLACK = 160
/** further from its block than this, nobody sees whose it is */
const FURTHEST = 96
const OUT_OF_SIGHT = 4
const OWN_BLOCK = 2

/**
 * Where a bubble stands: under a block below which nothing hangs, else beside it, past wider blocks too; where that would leave the canvas or
 * cover other blocks, on the side that costs least. Of a block that is itself out of sight it stays where it belongs.
 */
export function placeBubble(ask: BubbleAsk): BubblePlace {
  const [own = 'beside', ...others] = ask.under ? UNDER_FIRST : BESIDE_FIRST
  const first = ON[own](ask)
  if (shared(rowOf(ask), ask.room) === 0) return first
  let best = { place: first, cost: Number.POSITIVE_INFINITY }
  for (const wanted of [first, ...others.map((way) => ON[way](ask)), ...slid(ask)]) {
    const place = within(ask, wanted)
    const cost = costOf(ask, place)
    if (cost <= SLACK) return place
    if (cost < best.cost) best = { place, cost }
  }
  return best.place
}

type Way = Side | 'narrow' | 'past'
const BESIDE_FIRST: readonly Way[] = ['beside', 'narrow', 'past', 'under', 'before', 'above']
const UNDER_FIRST: readonly Way[] = ['under', 'beside', 'narrow', 'past', 'before', 'above']

const rowOf = ({ of, row }: BubbleAsk): Area => ({ ...of, height: row })
const besideTop = ({ of, row }: BubbleAsk) => of.y + row / 2 - HALF_LINE

const ON: Readonly<Record<Way, (ask: BubbleAsk) => BubblePlace>> = {
  beside: (ask) => ({ side: 'beside', x: ask.of.x + ask.of.width + GAP, y: besideTop(ask), tip: HALF_LINE }),
  narrow: (ask) => narrowed(ask, ON.beside(ask)),
  past(ask) {
    const place = ON.beside(ask)
    const high = Math.max(ask.size.height, ask.tall ?? 0)
    const ends = ask.spare
      .filter(
        ({ area }) =>
          area.x < place.x + ask.least && area.y < place.y + high && place.y < area.y + area.height,
      )
      .map(({ area }) => area.x + area.width + INSET)
      .filter((x) => x <= place.x + FURTHEST)
    return narrowed(ask, { ...place, x: Math.max(place.x, ...ends) })
  },
  before: (ask) => ({
    ...{ side: 'before', x: ask.selvage - ask.size.width, y: besideTop(ask), tip: HALF_LINE },
  }),
  under: ({ of }) => ({ side: 'under', x: of.x + INSET, y: of.y + of.height + GAP, tip: INSET + 16 }),
  above: ({ of, size }) => ({ side: 'above', x: of.x + INSET, y: of.y - GAP - size.height, tip: INSET + 16 }),
}

/** As wide as what is in sight leaves it. */
function narrowed({ room, size, least }: BubbleAsk, place: BubblePlace): BubblePlace {
  const most = Math.floor(room.x + room.width - EDGE - place.x)
  return most < size.width ? { ...place, most: Math.max(least, most) } : place
}

/** Under and above, past what is narrower than the block. */
function slid(ask: BubbleAsk): BubblePlace[] {
  const { of, spare } = ask
  const last = of.x + of.width - 2 * CORNER
  const starts = spare.map(({ area }) => area.x + area.width + INSET).filter((x) => x > of.x && x <= last)
  return starts.flatMap((x) => [
    { ...ON.under(ask), x, tip: CORNER },
    { ...ON.above(ask), x, tip: CORNER },
  ])
}

/** Moved along the block's side into what is in sight, as far as it still points at the block. */
function within({ size, room }: BubbleAsk, place: BubblePlace): BubblePlace {
  const along = place.side === 'beside' || place.side === 'before' ? 'y' : 'x'
  const long = along === 'y' ? size.height : size.width
  const [low, high] = [room[along] + EDGE, room[along] + (along === 'y' ? room.height : room.width) - EDGE]
  const wanted = Math.max(low, Math.min(place[along], high - long))
  const tip = Math.max(CORNER, Math.min(place.tip + place[along] - wanted, long - CORNER))
  return { ...place, [along]: place[along] + place.tip - tip, tip }
}

function costOf(ask: BubbleAsk, place: BubblePlace): number {
  const area = areaOf(ask, place)
  const hidden = area.width * area.height - shared(area, inset(ask.room))
  const covered = ask.spare.reduce((sum, { area: other, weight }) => sum + weight * shared(area, other), 0)
  return OUT_OF_SIGHT * hidden + OWN_BLOCK * shared(area, ask.of) + covered
}

const inset = ({ x, y, width, height }: Area): Area => ({
  ...{ x: x + EDGE - 1, y: y + EDGE - 1, width: width - 2 * EDGE + 2, height: height - 2 * EDGE + 2 },
})

/** What it takes. */
export function areaOf(
  { size, tall = size.height }: Pick<BubbleAsk, 'size' | 'tall'>,
  { x, y, most }: BubblePlace,
): Area {
  if (most === undefined || most >= size.width) return { x, y, ...size }
  return { x, y, width: most, height: tall }
}

/** Square units that two areas have in common. */
export function shared(a: Area, b: Area): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return width > 0 && height > 0 ? width * height : 0
}
