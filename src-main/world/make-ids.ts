/**
 * Sortable ids: 48 bits of time and 80 random bits in Crockford's base 32, as ULIDs are (ulid/spec).
 * Invariant: within one maker every id is greater than the one before, also within one millisecond and
 * when the clock goes back.
 */
import { randomBytes } from 'node:crypto'
import type { Clock, Ids } from '../runtime/ports.ts'

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const TIME_DIGITS = 10
const RANDOM_DIGITS = 16
const RANDOM_END = 1n << 80n

/** @param random 10 fresh random bytes; the machine's own unless a test gives others */
export function makeIds(clock: Pick<Clock, 'now'>, random: () => Uint8Array = () => randomBytes(10)): Ids {
  let time = 0
  let tail = 0n
  const advance = (): void => {
    const now = clock.now()
    if (now > time) {
      time = now
      tail = toNumber(random())
      return
    }
    tail += 1n
    if (tail < RANDOM_END) return
    // all ids of this millisecond are used up: borrow the next one
    time += 1
    tail = toNumber(random())
  }
  return {
    next(prefix) {
      advance()
      return `${prefix}_${digits(BigInt(time), TIME_DIGITS)}${digits(tail, RANDOM_DIGITS)}`
    },
  }
}

const toNumber = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

function digits(number: bigint, count: number): string {
  let text = ''
  for (let left = number; text.length < count; left >>= 5n) text = DIGITS[Number(left & 31n)] + text
  return text
}
