import type { Json, JsonObject } from '#shared/flow'
import type { CodeOrder } from './block-code.ts'
import type { BlockComputer } from './block-computer.ts'
import type { Digest, DigestName } from './block-digest.ts'
import type { BlockFiles } from './block-files.ts'
import type { HttpAnswer, HttpReading, HttpRequest } from './block-http.ts'
import type { BlockState } from './block-state.ts'
import type { AnswerTaken, WebAnswer } from './block-web-answer.ts'

/** What blocks need of an AbortSignal; shared code knows no DOM. */
export type StopSignal = {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** Everything a block may touch. */
export type BlockContext = {
  readonly signal: StopSignal
  readonly input: Json
  /** what the block is called in its flow, for sentences */
  readonly blockName: string
  /** variables in sight, as they are now; changing them here changes nothing outside */
  readonly vars: JsonObject
  readonly idempotencyKey: string
  /** ms since the epoch, when this attempt's time is up; undefined: it has as long as it takes */
  readonly deadline: number | undefined
  readonly log: { info(text: string): void; warn(text: string): void; error(text: string): void }
  progress(share: number, text?: string): void
  /** "I am still at it": for work of a package that says nothing else for more than 10 s */
  heartbeat(): void
  readonly files: BlockFiles
  /** programs, notifications, the clipboard: this computer beside its files */
  readonly computer: BlockComputer
  /**
   * Asks an address on the web: by the proxy and the allowed addresses of the settings, redirects followed at most
   * 10 times. The whole answer, 10 MB at most.
   * @throws AppError `http.*`
   */
  http(request: HttpRequest): Promise<HttpAnswer>
  /** the same for answers of any size: their body comes in pieces */
  openHttp(request: HttpRequest): Promise<HttpReading>
  /** takes bytes piece by piece; with a secret it is an HMAC, which a checksum cannot be */
  digest(name: DigestName, secret?: string): Digest
  /**
   * Runs code that a person wrote, on the input, in a process of its own that reaches nothing else.
   * @throws AppError `code.*` for what is wrong in it, `worker.*` for what its process did
   */
  runCode(order: CodeOrder): Promise<Json>
  /**
   * Sends an event to the flows that begin with it; they start when this step has ended well, and only then.
   * @returns how many listen
   * @throws AppError `event.does-not-fit`
   */
  emit(name: string, payload: Json): number
  /** Answers the call from the web that started this run. */
  respond(answer: WebAnswer): AnswerTaken
  /** small things that are remembered between the runs of this flow */
  readonly state: BlockState
  /**
   * The value of a secret that a field of this block names. It is masked in all that leaves the block.
   * @throws AppError `secret.not-named`, `secret.missing`, `secret.not-for-this-flow`, ...
   */
  secret(name: string): string
  /**
   * What evaluates a `perItem` field: called with an item and its index, gives the field's value for it.
   * @throws (what it gives) AppError of the expression or the field, which says the item
   */
  perItem(field: string): (item: Json, index: number) => Json | undefined
  /**
   * Others get their turn when this block has computed for 8 ms: `await` what it gives, if it gives something.
   * @throws (what it gives) the signal's reason: a block that was stopped computes no further
   */
  breathe(): Promise<void> | undefined
  /** milliseconds; ends early with the signal's reason */
  sleep(ms: number): Promise<void>
  /** ms since the epoch, and dice: the step's own, so that a replay sees the same */
  now(): number
  random(): number
  /** IANA zone of this machine */
  readonly zone: string
}

/** A record of text shown in a step's log. */
export type LogLine = {
  at: number
  level: 'info' | 'warn' | 'error'
  text: string
  block?: string
  data?: JsonObject
}
