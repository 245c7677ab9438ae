import { makeHistory } from './history.ts'
import type { Deaths } from './lives.ts'
import { playHistory } from './play-history.ts'

export type Played = Deaths & { failures: string[] }

/** Plays the histories of seeds, one after the other. */
export async function runHistories(from: number, count: number): Promise<Played> {
  const played: Played = { afterCommit: 0, withLostWrites: 0, whileTakingUp: 0, failures: [] }
  for (let seed = from; seed < from + count; seed++) {
    try {
      const deaths = await playHistory(makeHistory(seed))
      played.afterCommit += deaths.afterCommit
      played.withLostWrites += deaths.withLostWrites
      played.whileTakingUp += deaths.whileTakingUp
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      played.failures.push(
        `seed ${seed}: ${said.slice(0, 2000)}\n  again: npm run simulate -- --triggers --seeds 1 --from ${seed}`,
      )
    }
  }
  return played
}
