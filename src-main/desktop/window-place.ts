import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Where the window stands, in screen points. */
export type WindowPlace = { x?: number; y?: number; width: number; height: number; maximized: boolean }
export type Area = { x: number; y: number; width: number; height: number }

export const FIRST_PLACE: WindowPlace = { width: 1440, height: 900, maximized: false }
const SMALLEST = { width: 800, height: 560 }
/** so much of the window must lie on a screen, or it could not be dragged back */
const IN_SIGHT = 80

/** The remembered place, if it still makes sense on the screens of today; never throws. */
export function readPlace(file: string, screens: readonly Area[]): WindowPlace {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8'))
    return fitPlace(read, screens)
  } catch {
    return FIRST_PLACE
  }
}

/** A place with whole numbers, not too small, in sight on one of the screens. */
export function fitPlace(read: unknown, screens: readonly Area[]): WindowPlace {
  const { x, y, width, height, maximized } = (read ?? {}) as Record<string, unknown>
  if (!isNumber(width) || !isNumber(height)) return FIRST_PLACE
  const place: WindowPlace = {
    width: Math.round(Math.max(SMALLEST.width, width)),
    height: Math.round(Math.max(SMALLEST.height, height)),
    maximized: maximized === true,
  }
  if (!isNumber(x) || !isNumber(y)) return place
  const seen = screens.some(
    (s) => overlap(x, place.width, s.x, s.width) && overlap(y, place.height, s.y, s.height),
  )
  return seen ? { ...place, x: Math.round(x), y: Math.round(y) } : place
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
const overlap = (a: number, long: number, b: number, wide: number): boolean =>
  Math.min(a + long, b + wide) - Math.max(a, b) >= IN_SIGHT

/** Written beside and renamed; a window that cannot be remembered is no reason to fail. */
export function keepPlace(file: string, place: WindowPlace): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(place))
    renameSync(`${file}.new`, file)
  } catch {}
}
