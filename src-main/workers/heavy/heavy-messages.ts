import type { MessagePort } from 'node:worker_threads'
import type { AppErrorShape } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { ValuePiece } from './value-pieces.ts'

/** What a thread is started with. */
export type ThreadStart = {
  /** the folder of package.json */
  readonly root: string
  /** what `~` means to flows; undefined: the person's home folder */
  readonly home: string | undefined
  /** where answers to what it asks come in, while it stands still */
  readonly answers: MessagePort
  /** 1: there is an answer */
  readonly flag: Int32Array<SharedArrayBuffer>
}

/** A step for a thread. What is large or perhaps not needed is not in it; the thread asks for that. */
export type StepOrder = {
  readonly step: number
  readonly type: string
  /** missing: it is asked for */
  readonly input?: Json
  readonly config: JsonObject
  /** fields of the config that are asked for, and those that are the input, which is asked for */
  readonly large: readonly string[]
  readonly inputAs: readonly string[]
  readonly blockName: string
  readonly idempotencyKey: string
  readonly deadline: number | undefined
  readonly now: number
  readonly zone: string
  /** null: every place the person may reach */
  readonly allowed: readonly string[] | null
  /** the host has a bin of its own */
  readonly bin: boolean
  /** of the dice that the block throws, and of those in expressions for each item */
  readonly seeds: { readonly block: number; readonly items: number }
}

/** A value that the thread may ask for: of the step, of its config, of what its expressions see. */
export type ValueName =
  | { readonly of: 'input' }
  | { readonly of: 'vars' }
  | { readonly of: 'config'; readonly key: string }
  | { readonly of: 'scope'; readonly root: string }

/** What a thread asks while it stands still. */
export type Ask =
  | { readonly do: 'value'; readonly name: ValueName }
  | { readonly do: 'secret'; readonly name: string }
  | { readonly do: 'give'; readonly piece: ValuePiece }
export type Answer =
  | { readonly piece: ValuePiece }
  | { readonly nothing: true }
  | { readonly text: string }
  | { readonly failure: Failure }

/** What the main thread does for a block, because it cannot be done elsewhere. */
export type Errand = { readonly name: string; readonly given: readonly unknown[] }

export type ToThread =
  | { readonly do: 'run'; readonly order: StepOrder }
  | { readonly do: 'stop'; readonly step: number; readonly why: Failure }
  | { readonly do: 'back'; readonly errand: number; readonly value?: unknown; readonly failure?: Failure }

export type FromThread = { readonly step: number } & (
  | { readonly say: 'ask'; readonly ask: Ask }
  | { readonly say: 'errand'; readonly id: number; readonly errand: Errand }
  | { readonly say: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly text: string }
  | { readonly say: 'progress'; readonly share: number; readonly text: string | undefined }
  | { readonly say: 'beat' }
  /** `value` missing: the pieces that were given; `same`: it is the input */
  | { readonly say: 'end'; readonly out: string | null; readonly same?: true; readonly value?: ValuePiece }
  | { readonly say: 'failed'; readonly failure: Failure }
)

/** What was thrown, as it travels. */
export type Failure = { readonly problem: AppErrorShape } | { readonly bug: string; readonly stack?: string }
