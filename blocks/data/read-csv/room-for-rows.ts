import { AppError } from '#shared/error'

/** What a value between blocks may hold, counted as the engine counts it, so that it is said before all is read. */
const LARGEST = 64 * 1024 * 1024

export class RoomForRows {
  readonly #what: string
  #left = LARGEST
  #rows = 0

  constructor(what: string) {
    this.#what = what
  }

  /** @throws AppError `data.too-large`, with how many rows there was room for */
  take(row: readonly string[]): void {
    this.#left -= 6
    for (let i = 0; i < row.length; i++) this.#left -= (row[i] as string).length + 3
    if (this.#left < 0) throw this.#tooLarge()
    this.#rows++
  }

  #tooLarge(): AppError {
    return new AppError({
      code: 'data.too-large',
      message: `${this.#what} has too many rows for one value: after ${this.#rows} rows it would be over 64 MB.`,
      fix: 'Bring the file straight into a database with the block SQLite ("bring in many rows"), and ask that for what you need.',
      details: { rows: this.#rows },
    })
  }
}
