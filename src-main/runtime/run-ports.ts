import type { Evaluator } from '#shared/expression'
import type {
  AskLinks,
  BlockStates,
  Clock,
  Events,
  Journal,
  KeptVariables,
  Responses,
  Secrets,
} from './ports.ts'
import type { StateTurns } from './state-turns.ts'
import type { World } from './world.ts'

/** What one run needs of its surroundings. */
export type RunPorts = {
  journal: Journal
  kept: KeptVariables
  states: BlockStates
  stateTurns: StateTurns
  clock: Clock
  world: World
  evaluator: Evaluator
  secrets: Secrets
  askLinks: AskLinks
  events: Events
  responses: Responses
}
