/**
 * What every journal event has. The kinds stand beside it; the store keeps them as JSON and
 * never looks further than these three.
 */
export type JournalEntry = {
  /** from 0, without gaps, within one run */
  readonly seq: number
  /** ms since the epoch */
  readonly at: number
  readonly kind: string
}
