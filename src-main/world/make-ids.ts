/**
 * Sortable ids: 48 bits of time and 80 random bits in Crockford's base 32, as ULIDs are (ulid/spec).
 * Invariant: within one maker every id is greater than the one before, also within one millisecond and
 * when the clock goes back.
 */
import { randomFillSync } from 'node:crypto'
import type { Clock, Ids } from '../runtime/ports.ts'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** digits of five bits: the time, and each half of the random bits */
const TIME_DIGITS = 10
const HALF_DIGITS = 8
const HALF_END = 2 ** 40

/** @param random 10 fresh random bytes; the machine's own unless a test gives others */
export function makeIds(clock: Pick<Clock, 'now'>, random: () => Uint8Array = pooledRandom()): Ids {
  let time = 0
  let timeText = digits(0, TIME_DIGITS)
  let high = 0
  let low = 0
  const begin = (now: number): void => {
    time = now
    timeText = digits(now, TIME_DIGITS)
    const bytes = random()
    high = fortyBits(bytes, 0)
    low = fortyBits(bytes, 5)
  }
  const advance = (): void => {
    const now = clock.now()
    if (now > time) begin(now)
    else if (++low === HALF_END) {
      low = 0
      // all ids of this millisecond are used up: borrow the next one
      if (++high === HALF_END) begin(time + 1)
    }
  }
  return {
    next(prefix) {
      advance()
      return `${prefix}_${timeText}${digits(high, HALF_DIGITS)}${digits(low, HALF_DIGITS)}`
    },
  }
}

const POOL = 4000

/** Asks the machine for many bytes at once: each id wants few. */
function pooledRandom(): () => Uint8Array {
  const pool = new Uint8Array(POOL)
  let used = POOL
  return () => {
    if (used === POOL) {
      randomFillSync(pool)
      used = 0
    }
    used += 10
    return pool.subarray(used - 10, used)
  }
}

/** Five bytes as a number, the first counting most. */
function fortyBits(bytes: Uint8Array, at: number): number {
  let number = 0
  for (let i = at; i < at + 5; i++) number = number * 256 + (bytes[i] as number)
  return number
}

function digits(number: number, count: number): string {
  let text = ''
  for (let left = number; text.length < count; left = Math.floor(left / 32)) text = DIGITS[left % 32] + text
  return text
}
