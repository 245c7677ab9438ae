import type { Evaluator } from '#shared/expression'
import type { Clock, Journal, KeptVariables } from './ports.ts'
import type { World } from './world.ts'

/** What one run needs of its surroundings. */
export type RunPorts = {
  journal: Journal
  kept: KeptVariables
  clock: Clock
  world: World
  evaluator: Evaluator
}
