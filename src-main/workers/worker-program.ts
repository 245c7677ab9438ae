import type { StopSignal } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import type { LogLevel } from './protocol/message.ts'

/** What a package says it needs. Nothing else is meant to be reachable; what holds where says what-holds.ts. */
export type Permissions = {
  /** hosts it talks to: `api.example.org`, `*.example.org`, or `*` for any */
  readonly net: readonly string[]
  /** folders, absolute, relative to the package, or from `~` */
  readonly read: readonly string[]
  readonly write: readonly string[]
  /** starts other programs; native addons and threads count as such */
  readonly run: boolean
}

export const NO_PERMISSIONS: Permissions = { net: [], read: [], write: [], run: false }

/** How a worker comes about, and with which rights. */
export type WorkerProgram = {
  /** programs with the same key share workers: it holds the package, its version and its rights */
  readonly key: string
  /** as people know it, for sentences: `acme/thing` */
  readonly name: string
  readonly run:
    | {
        /** a module that exports `blocks`, absolute path; null: no package, the code of `data/code` */
        readonly javascript: string | null
        /** a folder with `node_modules` that code may load packages from */
        readonly packages?: string
      }
    | { readonly command: readonly [string, ...string[]] }
  /** where it runs, and what it may always read; null: nowhere in particular */
  readonly folder: string | null
  readonly permissions: Permissions
  /** most memory of one of its workers; 512 unless told */
  readonly memoryMb?: number
  /** calls that one worker works on at once; 32 for JavaScript, 1 for other programs unless told */
  readonly atOnce?: number
}

/** One use of a block. */
export type WorkerCall = {
  /** what the block is called in its flow */
  readonly block: string
  readonly type: string
  readonly version: number
  readonly config: JsonObject
  readonly input: Json
  /** idempotency key */
  readonly key: string
  /** ms since the epoch */
  readonly deadline?: number
  /** doing it twice is harmless: it only computes, only looks, or is idempotent */
  readonly again: boolean
  /** crashes of calls that blame the same are counted together; the whole program unless told */
  readonly blame?: string
}

/** Who made a call, while it is under way. */
export type CallListener = {
  readonly signal: StopSignal
  log(level: LogLevel, text: string): void
  progress(share: number, text?: string): void
}

export type WorkerResult = { readonly out: string; readonly value: Json }

/** One worker, for people who look. */
export type WorkerState = {
  readonly program: string
  readonly pid: number | undefined
  readonly startedAt: number
  /** blocks it works on, the one it began first in front */
  readonly calls: readonly { readonly block: string; readonly type: string; readonly since: number }[]
  /** ms since the epoch; it has not said anything since */
  readonly lastBeat: number
  /** busy and silent for more than 10 s */
  readonly notAnswering: boolean
  /** whether Node's permission model holds there; null: not known yet, or no JavaScript */
  readonly permissions: boolean | null
}

/** The most memory a worker may take, unless its program says. */
export const MEMORY_MB = 512

/** Calls that a JavaScript worker works on at once, unless its program says. */
export const SCRIPTS_AT_ONCE = 32
