import type { AppErrorShape } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { PROTOCOL_VERSION } from './limits.ts'

/** What Blockloom says to a worker. */
export type ToWorker =
  | {
      v: typeof PROTOCOL_VERSION
      id: number
      do: 'run'
      type: string
      version: number
      config: JsonObject
      input: Json
      key: string
      /** ISO text */
      deadline?: string
    }
  | { id: number; do: 'cancel' }
  | { do: 'describe' }
  | { v: typeof PROTOCOL_VERSION; id: number; do: 'migrate'; type: string; from: number; config: JsonObject }

export type LogLevel = 'info' | 'warn' | 'error'

/** What a worker says, checked. */
export type FromWorker =
  | { kind: 'out'; id: number; out: string; value: Json }
  | { kind: 'error'; id: number; error: AppErrorShape }
  | { kind: 'config'; id: number; config: JsonObject }
  | { kind: 'log'; id: number; level: LogLevel; text: string }
  | { kind: 'progress'; id: number; share: number; text?: string }
  | { kind: 'beat'; id: number }
  | { kind: 'blocks'; blocks: readonly Json[] }
  | { kind: 'describe-error'; error: AppErrorShape }
  | { kind: 'hello'; permissions: boolean }

/** Why a line was not taken; `what` completes "It wrote a line that ...". */
export type Refusal = { kind: 'refused'; code: 'not-json' | 'bad-message'; what: string; id?: number }

type Loose = Readonly<Record<string, Json | undefined>>

/** Reads one line of a worker. Fields it does not know are skipped. */
export function readMessage(line: string): FromWorker | Refusal {
  let read: Json
  try {
    read = JSON.parse(line)
  } catch {
    return { kind: 'refused', code: 'not-json', what: `is not JSON: ${shorten(line)}` }
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    return { kind: 'refused', code: 'not-json', what: `is no JSON object: ${shorten(line)}` }
  const message = read as Loose
  const { id } = message
  const taken = id === undefined ? withoutId(message) : withId(message, id)
  if (typeof taken !== 'string') return taken
  const about = Number.isSafeInteger(id) ? { id: id as number } : undefined
  return { kind: 'refused', code: 'bad-message', what: `${taken}: ${shorten(line)}`, ...about }
}

function withId(message: Loose, id: Json): FromWorker | string {
  if (!Number.isSafeInteger(id)) return 'has an id that is no whole number'
  const about = { id: id as number }
  if (message.out !== undefined) {
    const { out, value = null } = message
    return typeof out === 'string' ? { kind: 'out', ...about, out, value } : 'has an "out" that is no text'
  }
  if (message.beat === true) return { kind: 'beat', ...about }
  if (message.log !== undefined) return asLog(message, about)
  if (message.progress !== undefined) return asProgress(message, about)
  if (message.error !== undefined) {
    const error = asError(message.error)
    return error ? { kind: 'error', ...about, error } : 'has an "error" without a message'
  }
  if (isObject(message.config)) return { kind: 'config', ...about, config: message.config }
  return 'says nothing that the protocol knows'
}

function withoutId(message: Loose): FromWorker | string {
  const { blocks, hello } = message
  if (Array.isArray(blocks)) return { kind: 'blocks', blocks }
  if (isObject(hello)) return { kind: 'hello', permissions: hello.permissions === true }
  const error = asError(message.error)
  return error ? { kind: 'describe-error', error } : 'has no id'
}

function asLog({ log, text }: Loose, about: { id: number }): FromWorker | string {
  if (log !== 'info' && log !== 'warn' && log !== 'error') return 'has a "log" other than info, warn or error'
  return typeof text === 'string' ? { kind: 'log', ...about, level: log, text } : 'has a log without text'
}

function asProgress({ progress, text }: Loose, about: { id: number }): FromWorker | string {
  if (typeof progress !== 'number' || !(progress >= 0 && progress <= 1))
    return 'has a "progress" that is not between 0 and 1'
  return { kind: 'progress', ...about, share: progress, ...(typeof text === 'string' && { text }) }
}

/** A worker's own error; undefined when it says nothing. */
function asError(given: Json | undefined): AppErrorShape | undefined {
  if (!isObject(given) || typeof given.message !== 'string' || given.message === '') return undefined
  const { code, message, fix, retryable, details } = given
  return {
    code: typeof code === 'string' && CODE.test(code) ? code : 'block.failed',
    message: message.slice(0, LONGEST_SENTENCE),
    ...(typeof fix === 'string' && { fix }),
    ...(retryable === true && { retryable }),
    ...(isObject(details) && { details }),
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** dotted, lower case, as all codes are */
const CODE = /^[a-z0-9]+([.-][a-z0-9]+){0,9}$/
const LONGEST_SENTENCE = 10_000
const MOST_SHOWN = 80
/** What a person needs to recognise the line, on one line. */
const shorten = (line: string): string => {
  const shown = JSON.stringify(line.slice(0, MOST_SHOWN))
  return line.length > MOST_SHOWN ? `${shown} ...` : shown
}
