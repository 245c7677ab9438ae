import { AppError } from '#shared/error'
import { type Evaluator, parseText } from '#shared/expression'
import type { Json } from '#shared/flow'
import { asCondition, type LogEntry, type Pointer } from '#shared/run'
import type { Notebook } from './notebook.ts'
import type { RunPorts } from './run-ports.ts'
import { StepScope } from './step-scope.ts'

/** Evaluates the breakpoint before a pointer, over what its block would see, and notes what came of it. */
export function look(pointer: Pointer, notes: Notebook, ports: RunPorts): void {
  const { state } = notes
  const at = ports.clock.now()
  const event = { seq: state.seq, at, kind: 'looked', pointer: pointer.n, block: pointer.block.id } as const
  const set = state.pausing?.points.get(pointer.block.id)
  const scope = scopeAt(pointer, notes, ports, at)
  try {
    const { condition, log, hits = 1 } = set?.point ?? { condition: 'false' }
    const holds = condition === undefined || asCondition(evaluate(ports.evaluator, condition, scope))
    const writes = set && holds && log !== undefined && set.hits + 1 >= hits
    notes.note({ ...event, holds, ...(writes && { log: written(ports.evaluator, log, scope, at) }) })
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    notes.note({ ...event, error: thrown.toJSON() })
  }
}

const scopeAt = (pointer: Pointer, { id, state }: Notebook, { world }: RunPorts, at: number): StepScope =>
  new StepScope({ state, runId: id, world, reads: null }, pointer, pointer.value, at)

const evaluate = (evaluator: Evaluator, text: string, scope: StepScope): Json | undefined =>
  evaluator.evaluateText(parseText(text), scope) as Json | undefined

/** A text that cannot be evaluated says so in the log: it is no reason to stop. */
function written(evaluator: Evaluator, text: string, scope: StepScope, at: number): LogEntry {
  try {
    const value = evaluate(evaluator, text, scope)
    return { at, level: 'info', text: typeof value === 'string' ? value : (JSON.stringify(value) ?? '') }
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    return { at, level: 'warn', text: thrown.message }
  }
}
