import { getRandomValues } from 'node:crypto'
import type { Dice } from '../runtime/ports.ts'

/** True randomness of the machine: whole seeds of 32 bits. */
export const systemDice: Dice = {
  seed: () => getRandomValues(new Uint32Array(1))[0] as number,
}
