import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import {
  livePointers,
  type Pointer,
  type PointerView,
  type RunStanding,
  standsAt,
  stepPath,
} from '#shared/run'
import { configError, shownConfig } from './evaluate-config.ts'
import type { LiveRun } from './live-run.ts'
import type { PreparedBlock } from './prepared-flow.ts'
import type { RunPorts } from './run-ports.ts'
import { StepScope, variablesInSight } from './step-scope.ts'

type Evaluating = Pick<RunPorts, 'evaluator' | 'world' | 'clock'>

/** Pointers that are shown, and how long the JSON of what they carry may be. */
const SHOWN = 100
const LONG = 10_000

/** Where a paused run stands, for people; undefined when it is not paused. Changes nothing. */
export function standingOf(run: LiveRun | undefined, ports: Evaluating): RunStanding | undefined {
  if (!run) return undefined
  const { loop } = run
  const { state } = loop
  const { pausing } = state
  if (state.status !== 'paused' || !pausing) return undefined
  const at = standsAt(state)
  return {
    why: pausing.why,
    stops: pausing.stops,
    at: at?.n ?? null,
    ...(at && configAt(at, loop, ports)),
    variables: variablesInSight(at?.scope ?? state.root) as Record<string, Json>,
    ...(pausing.problem && { problem: pausing.problem }),
    pointers: [...livePointers(state.root).take(SHOWN)].map((pointer) => asTold(pointer, pointer === at)),
  }
}

function asTold(pointer: Pointer, isAt: boolean): PointerView {
  const { n, block, value, phase } = pointer
  const input = (isAt || JSON.stringify(value).length <= LONG) && { input: value }
  return { n, block: block.id, blockName: block.name, path: stepPath(pointer), phase, ...input }
}

/** The config the step would get; evaluated only to be shown, it is evaluated again when the step starts. */
function configAt(
  pointer: Pointer,
  { flow, state, notes }: LiveRun['loop'],
  { evaluator, world, clock }: Evaluating,
): Pick<RunStanding, 'config' | 'configError'> {
  const hands = flow.hands[pointer.block.index] as PreparedBlock
  const of = { state, runId: notes.id, world, reads: hands.reads }
  try {
    const scope = new StepScope(of, pointer, pointer.value, clock.now())
    return { config: shownConfig(evaluator, hands, scope, pointer.value, notes.secrets) }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return { configError: configError(thrown, pointer, flow) }
  }
}
