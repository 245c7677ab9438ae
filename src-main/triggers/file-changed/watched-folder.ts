import type { AppError } from '#shared/error'
import type { Ears } from './ears.ts'
import type { Place } from './place.ts'

/** One folder of a hat: as written, and what is open of it. */
export class WatchedFolder {
  /** as written */
  readonly written: string
  /** null: it is not watched at the moment */
  place: Place | null = null
  /** null: what happens there cannot be heard, it is looked at again and again */
  ears: Ears | null = null
  /** since the hat was armed it was watched once, or was found to be away */
  wasOpen = false
  wasAway = false
  /** why it went, since it was watched last */
  lost: AppError | null = null
  beginning: Promise<void> | null = null
  /** it is looked through now */
  sweeping: Promise<void> | null = null
  /** it is to be looked through once more as soon as it was */
  sweepAgain = false
  cancelSweep: (() => void) | null = null

  constructor(written: string) {
    this.written = written
  }

  /** It is watched no longer; what was is over when it resolves. */
  async shut(): Promise<void> {
    const { ears } = this
    this.place = null
    this.ears = null
    this.cancelSweep?.()
    this.cancelSweep = null
    await ears?.close()
  }
}
