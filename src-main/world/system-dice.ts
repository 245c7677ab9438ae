import { getRandomValues } from 'node:crypto'
import type { Dice } from '../runtime/ports.ts'

/** Seeds that are asked for at once. */
const pool = new Uint32Array(1024)
let used = pool.length

/** True randomness of the machine: whole seeds of 32 bits, each given once. */
export const systemDice: Dice = {
  seed() {
    if (used === pool.length) {
      getRandomValues(pool)
      used = 0
    }
    return pool[used++] as number
  },
}
