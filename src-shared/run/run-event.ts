import type { AppErrorShape } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { Breakpoint, StepHow } from './breakpoint.ts'
import type { ReplyWay } from './question.ts'
import type { RecordedState } from './recorded-state.ts'
import type { RunOrigin, RunParent, Trigger } from './run-summary.ts'

/**
 * What every journal event has. The kinds stand beside it; the store keeps them as JSON and
 * never looks further than these three.
 */
export type JournalEntry = {
  /** from 0, without gaps, within one run */
  readonly seq: number
  /** ms since the epoch */
  readonly at: number
  readonly kind: string
}

/**
 * The journal of a run: what came from outside (time, results, evaluated texts, a person's hand).
 * What follows of it (which pointer goes where, which pass starts, which scope is dropped, when the run
 * is over) is not written down: the fold of `transition` gives it again, always the same.
 *
 * A step is named by its pointer's number. Its path follows from the scope the pointer is in (`stepPath`).
 * Keys that hold nothing are left out.
 */
export type RunEvent =
  | RunOrdered
  | RunBegan
  | StepRan
  | StepEntered
  | StepStarted
  | StepEnded
  | StepFailed
  | StepWoke
  | ConditionChecked
  | PassesPassed
  | LateResult
  | RunCancelled
  | RunTimedOut
  | RunRecovered
  | RunInterrupted
  | StepAnswered
  | RunLetGo
  | StepCalled
  | StepReturned
  | StepAsked
  | StepReplied
  | RunPaused
  | RunContinued
  | RunStepped
  | BreakpointsSet
  | BreakpointLooked
  | DataChanged

type Entry<K extends string> = {
  readonly seq: number
  readonly at: number
  readonly kind: K
  /** ms by which the wall clock was set on (negative: back) since the event before; missing: it only went on */
  readonly jump?: number
}

/** The run's first row: everything it needs of the world it was ordered in. */
export type RunOrdered = Entry<'ordered'> & {
  readonly flowId: string
  readonly versionId: string
  readonly trigger: Trigger
  /** ids of the hats that fire, in file order */
  readonly hats: readonly string[]
  /** none was given with the order: a hat may take its sample in place of the trigger's value */
  readonly sample?: true
  /** values given for the flow's variables */
  readonly variables?: JsonObject
  readonly breakpoints?: readonly Breakpoint[]
  /** it stops before its first block: somebody stepped into the call */
  readonly paused?: true
  /** the step that called it, and how many calls deep it is, from 1 */
  readonly parent?: RunParent & { readonly depth: number }
  /** of the run's dice */
  readonly seed: number
  /** whole runs that were tried for this trigger, from 2 on */
  readonly attempt?: number
  /** it may begin then (ms since the epoch), and how long that was when it was planned */
  readonly due?: number
  readonly waitMs?: number
  /** the limit of its trigger, which holds when the time has come for more than that allows */
  readonly pace?: { readonly most: number; readonly perMs: number }
  /** the run that it does again */
  readonly origin?: RunOrigin
  /** where it goes on; missing: at its hats */
  readonly state?: RecordedState
  /** the run whose id stands in its idempotency keys; missing: its own */
  readonly keysOf?: string
}

/** It left the queue of runs. `kept`: values of `keep: true` variables at this moment. */
export type RunBegan = Entry<'began'> & { readonly kept?: JsonObject }

/**
 * A secret in the config of a step: in the text at `path` stands `{{ secrets.NAME }}` from the character `at` on. The
 * value is in no event; it is put in when an attempt begins.
 */
export type SecretPlace = {
  readonly path: readonly (string | number)[]
  readonly at: number
  readonly name: string
}

/** What a step was done with: only the fields that are not as they stand in the flow. */
export type Evaluated = {
  readonly config?: JsonObject
  /** fields whose value is the input itself */
  readonly inputAs?: readonly string[]
  /** fields that were left empty: their expressions gave nothing */
  readonly without?: readonly string[]
}

export type LogEntry = {
  readonly at: number
  readonly level: 'info' | 'warn' | 'error'
  readonly text: string
}

/** What left a block. `out` is left out for `next`; `same`: the value is the input itself. */
export type Outcome = { readonly out?: string; readonly value?: Json; readonly same?: true }

/** A block that only computes, started and ended in one turn. */
export type StepRan = Entry<'ran'> &
  Evaluated &
  Outcome & { readonly pointer: number; readonly block: string; readonly logs?: readonly LogEntry[] }

/** A pointer came to a block that the engine itself runs; what it does follows from its config. */
export type StepEntered = Entry<'entered'> &
  Evaluated & {
    readonly pointer: number
    readonly block: string
    /** the stored value of a kept variable just before this step changed it */
    readonly kept?: Json
  }

/** An attempt at a block that waits for the world. */
export type StepStarted = Entry<'started'> &
  Evaluated & {
    readonly pointer: number
    readonly block: string
    /** from 1 */
    readonly attempt: number
    readonly visit: number
    /** in `config` */
    readonly secrets?: readonly SecretPlace[]
  }
export type StepEnded = Entry<'ended'> &
  Outcome & { readonly pointer: number; readonly logs?: readonly LogEntry[] }

/** An attempt failed, or a block could not even be started. The error names block, field and expression. */
export type StepFailed = Entry<'failed'> &
  Evaluated & {
    readonly pointer: number
    readonly error: AppErrorShape
    readonly logs?: readonly LogEntry[]
  }

/** The time came that a pointer waited for. */
export type StepWoke = Entry<'woke'> & { readonly pointer: number }
/** A while looked at its condition before a pass. */
export type ConditionChecked = Entry<'checked'> & {
  readonly pointer: number
  readonly holds?: boolean
  readonly error?: AppErrorShape
}
/** `count` passes of a loop whose mouth is empty. */
export type PassesPassed = Entry<'passed'> & { readonly pointer: number; readonly count: number }
/** A result of a dropped step: kept for the reader, never used. */
export type LateResult = Entry<'late'> &
  Outcome & { readonly pointer: number; readonly error?: AppErrorShape }
export type RunCancelled = Entry<'cancelled'>
export type RunTimedOut = Entry<'timed-out'>
/** A host took the run up again after a crash: attempts under way are begun again. */
export type RunRecovered = Entry<'recovered'>
/** These steps may have changed the world before a crash; a person has to say what now. */
export type RunInterrupted = Entry<'interrupted'> & {
  readonly pointers: readonly number[]
  /** the host asks before it takes up the run at all */
  readonly whole?: true
}
/** A person lets a run go on that was interrupted as a whole. */
export type RunLetGo = Entry<'let-go'>
export type StepAnswered = Entry<'answered'> & {
  readonly pointer: number
  readonly answer: 'retry' | 'skip' | 'value'
  readonly value?: Json
}

/** A person held the run: what is ready waits, steps under way may end. */
export type RunPaused = Entry<'paused'>
export type RunContinued = Entry<'continued'>
/** On to the place that the step means; `to`: to this block's next start. */
export type RunStepped = Entry<'stepped'> &
  ({ readonly how: StepHow } | { readonly how: 'to'; readonly to: string })
/** All breakpoints of the run, in place of those before. */
export type BreakpointsSet = Entry<'breakpoints'> & { readonly points: readonly Breakpoint[] }
/** The breakpoint before a pointer was evaluated: whether its condition holds, and what it writes. */
export type BreakpointLooked = Entry<'looked'> & {
  readonly pointer: number
  readonly block: string
  readonly holds?: boolean
  readonly error?: AppErrorShape
  readonly log?: LogEntry
}
/** A person changed what arrived at a block, or a variable (the nearest one that `pointer` sees). */
export type DataChanged = Entry<'changed'> & {
  readonly pointer?: number
  readonly variable?: string
  readonly value: Json
}

/** A step began by calling another flow, in this version; its run has this id, whether it started yet or not. */
export type StepCalled = Entry<'called'> &
  Evaluated & {
    readonly pointer: number
    readonly block: string
    readonly visit: number
    /** id of the run */
    readonly child: string
    readonly flowId: string
    readonly versionId: string
  }
/** The run that a step called is over. */
export type StepReturned = Entry<'returned'> & {
  readonly pointer: number
  readonly value?: Json
  readonly error?: AppErrorShape
}

/** A step began by asking a person. `link`: where anybody who has it may answer. */
export type StepAsked = Entry<'asked'> &
  Evaluated & { readonly pointer: number; readonly block: string; readonly link?: string }
/** A person answered what a step asked; the answer fits the question. */
export type StepReplied = Entry<'replied'> & {
  readonly pointer: number
  readonly answer: Json
  readonly by: ReplyWay
}
