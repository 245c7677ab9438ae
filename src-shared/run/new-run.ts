import { newScope } from './moves.ts'
import type { CompiledFlow, RunState } from './run-state.ts'

/** A run to which nothing has happened yet. */
export const newRun = (flow: CompiledFlow): RunState => ({
  flow,
  order: null,
  status: 'queued',
  now: 0,
  lastAt: 0,
  seq: 0,
  root: newScope(null, null, 0, flow.levels[0] ?? 0, -1, -1, undefined, null),
  ready: { head: null, tail: null, length: 0 },
  held: new Map(),
  nextPointer: 0,
  busy: 0,
  waiting: 0,
  asking: 0,
  heldBack: false,
  joining: 0,
  stirred: new Set(),
  steps: 0,
  passes: 0,
  startedAt: 0,
  endedAt: 0,
  ranMs: 0,
  runningSince: -1,
  output: undefined,
  error: undefined,
  pausing: null,
  commands: [],
  revived: null,
  watcher: null,
})
