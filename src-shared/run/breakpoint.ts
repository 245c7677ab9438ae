import type { AppErrorShape } from '#shared/error'
import type { Pointer, Scope } from './run-state.ts'

/** Where a run stops before a block. Kept outside the flow's file: a run is given them. */
export type Breakpoint = {
  /** the block's id */
  readonly block: string
  /** a text with an expression over what the block would see; it counts only where that holds */
  readonly condition?: string
  /** from this time on that it counts, from 1 */
  readonly hits?: number
  /** it never stops, but writes this text (expressions are evaluated) into the log */
  readonly log?: string
}

/**
 * over: to the next block on the same level or further out. into: also to the first one inside this block.
 * out: to the next one further out.
 */
export const STEP_HOWS = ['over', 'into', 'out'] as const
export type StepHow = (typeof STEP_HOWS)[number]

export type SetBreakpoint = { readonly point: Breakpoint; hits: number }

/** Up to where a run goes after a step. */
export type StepPlan = {
  how: StepHow | 'to'
  /** where the step began; null: nothing was ready then, so the next that is will do */
  from: Pointer | null
  /** the scope it began in */
  scope: Scope | null
  /** how `to`: the block's id */
  to: string | null
}

/** Breakpoints, pauses and steps of one run; part of its state. */
export type Pausing = {
  /** by id of the block */
  points: Map<string, SetBreakpoint>
  /** ready pointers are held */
  paused: boolean
  why: 'pause' | 'breakpoint' | 'step'
  /** how often the run has stopped so far */
  stops: number
  /** the pointer it stopped before */
  at: Pointer | null
  /** number of the pointer that was looked at and may go on; -1: none */
  cleared: number
  /** the hands evaluate the breakpoint before it; nothing ready is taken meanwhile */
  looking: Pointer | null
  plan: StepPlan | null
  /** why the condition that stopped the run could not be evaluated */
  problem: AppErrorShape | null
}
