import type { ReadCell } from './read-sheet.ts'

const DAY = 86_400_000
const FIRST_DAY_1900 = Date.UTC(1900, 0, 1)
const FIRST_DAY_1904 = Date.UTC(1904, 0, 1)

/**
 * A cell as a value: dates as ISO text. A workbook knows no time zones, so there is none: `2026-01-02`,
 * `2026-01-02T10:30:00`, or `10:30:00` for a time without a day.
 */
export function cellValue(cell: ReadCell, from1904: boolean): string | number | boolean | null {
  if (!(cell instanceof Date)) return cell
  const time = cell.getTime()
  if (Number.isNaN(time)) return null
  const whole = cell.toISOString().replace(/(?:\.000)?Z$/, '')
  const isTime = from1904 ? time >= FIRST_DAY_1904 && time < FIRST_DAY_1904 + DAY : time < FIRST_DAY_1900
  if (isTime) return whole.slice(whole.indexOf('T') + 1)
  return time % DAY === 0 ? whole.slice(0, whole.indexOf('T')) : whole
}
