import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileReader } from '#shared/block'
import type { JsonObject } from '#shared/flow'
import type { Clock, Responses, RuntimeSettings } from '../../runtime/ports.ts'
import type { Hat, TriggerHost, TriggerKind } from '../trigger-runner.ts'
import type { CallValue } from './call-value.ts'
import { HookDoor, notWorking, type Taker } from './hook-door.ts'
import { HookFiles } from './hook-files.ts'
import { DEFAULT_LIMITS, HOOKS_KEY, type HookLimits, limitsIn } from './hook-limits.ts'
import { HookPlace, type Listen } from './hook-place.ts'
import { hookRule } from './hook-rule.ts'
import { type Hook, HookTable } from './hook-table.ts'
import { LONGEST_WAIT, NextCalls, noCallCame } from './next-call.ts'
import { OpenCalls } from './open-calls.ts'
import { webhook } from './webhook.ts'

/** Where calls come in. `/hooks-test/` only while somebody waits there to see one. */
export const HOOKS = '/hooks/'
export const HOOKS_TEST = '/hooks-test/'

export type HooksParts = {
  settings: Pick<RuntimeSettings, 'get'>
  clock: Clock
  /** folder of the files that calls bring */
  folder: string
  openFile(path: string): Promise<FileReader>
  newRunId(): string
  /** a hat's config, its texts evaluated. @throws AppError */
  configOf(hat: Hat): Promise<JsonObject>
  /** opens a port for calls alone, on hosts that have one; missing: the host's own server takes them */
  listen?: Listen
  onBug(error: unknown, where: string): void
  idleMs?: number
}

/** All that webhooks are: the kind of trigger, the door for calls, who waits for what. */
export class Hooks {
  readonly #parts: HooksParts
  readonly table = new HookTable()
  readonly #tests = new HookTable()
  readonly #calls: OpenCalls
  readonly #next = new NextCalls()
  readonly #door: HookDoor
  readonly place: HookPlace
  readonly files: HookFiles
  readonly kind: TriggerKind
  #limits: HookLimits = DEFAULT_LIMITS
  #taker: Taker | null = null
  #testTaker: Taker | null = null

  constructor(parts: HooksParts) {
    this.#parts = parts
    this.#calls = new OpenCalls(parts.clock)
    this.files = new HookFiles(parts.folder)
    this.place = new HookPlace(parts.settings, parts.listen, {
      answer: (request, response, expects) => this.answer(request, response, expects),
    })
    this.#door = new HookDoor({
      ...{ calls: this.#calls, files: this.files, openFile: parts.openFile, newRunId: parts.newRunId },
      ...{ limits: () => this.#limits, onBug: parts.onBug },
      ...(parts.idleMs !== undefined && { idleMs: parts.idleMs }),
    })
    this.kind = webhook({ table: this.table, place: this.place, begin: (host) => this.#begin(host) })
    this.readSettings()
  }

  /** Answers of flows to calls that wait. */
  get responses(): Responses {
    return this.#calls
  }

  /** The settings have changed. */
  readSettings(): void {
    this.#limits = limitsIn(this.#parts.settings.get(HOOKS_KEY))
    this.place.readSettings()
  }

  /** Whether machines other than this one reach them. */
  get isReachedFromOutside(): boolean {
    return this.place.isReachedFromOutside
  }

  /** Whether a request is for a webhook. */
  takes(url: string): boolean {
    return url.startsWith(HOOKS) || url.startsWith(HOOKS_TEST)
  }

  /**
   * Answers a request that `takes` said yes to, whose `Host` was checked.
   * @param expects the client waits for a word before it sends its body
   */
  answer(request: IncomingMessage, response: ServerResponse, expects: boolean): void {
    const isTest = request.url?.startsWith(HOOKS_TEST)
    const taker = isTest ? this.#testTaker : this.#taker
    if (!taker) return void response.writeHead(503).end()
    this.#door.answer(request, response, taker, (isTest ? HOOKS_TEST : HOOKS).length, expects)
  }

  /** Where a hat is called, as it would be if its flow were on. @throws AppError `webhook.bad-path` */
  addressOf(hook: Hook, prefix = HOOKS): string | undefined {
    return this.place.addressOf(hook.path.text, prefix)
  }

  /**
   * Waits for the next call of a hat, on at its own address too. `began` is told where a call starts no run.
   * @throws AppError those of arming it; `webhook.no-call` after ten minutes
   */
  async nextCall(
    hat: Hat,
    signal: AbortSignal,
    began: (address?: string) => void,
  ): Promise<CallValue | null> {
    const leave = await this.#openTest(hat)
    const { promise, resolve, reject } = Promise.withResolvers<CallValue | null>()
    const stopWaiting = this.#next.wait(hat, resolve)
    const cancel = this.#parts.clock.after(LONGEST_WAIT, () => reject(noCallCame()))
    const stop = () => resolve(null)
    signal.addEventListener('abort', stop, { once: true })
    try {
      const hook = this.#tests.get(hat)
      began(hook && this.addressOf(hook, HOOKS_TEST))
      return await promise
    } finally {
      signal.removeEventListener('abort', stop)
      cancel()
      stopWaiting()
      if (!this.#next.isWaited(hat)) this.#tests.remove(hat)
      leave()
    }
  }

  async #openTest(hat: Hat): Promise<() => void> {
    const config = await this.#parts.configOf(hat)
    const rule = hookRule(config)
    const hook = this.#tests.add(hat)
    Object.assign(hook, { rule, state: 'armed' })
    try {
      return await this.place.open()
    } catch (error) {
      this.#tests.remove(hat)
      throw error
    }
  }

  #begin(host: TriggerHost): () => void {
    const seen = (hook: Hook, value: CallValue) => this.#next.seen(hook.hat, value)
    this.#taker = { table: this.table, host, seen, fires: true, ruleOf: (hook) => ruleOf(hook, host) }
    this.#testTaker = {
      ...{ table: this.#tests, host, seen, fires: false },
      ruleOf(hook) {
        if (hook.rule) return hook.rule
        throw notWorking()
      },
    }
    const leave = host.onEnd((run, again) => this.#door.ended(run, again))
    return () => {
      leave()
      this.#calls.stop()
    }
  }
}

/** The rule anew when a secret has changed; a hat whose texts no longer give anything stops working, and says so. */
function ruleOf(hook: Hook, host: TriggerHost) {
  if (hook.state !== 'armed') throw notWorking()
  try {
    const config = host.config(hook.hat)
    if (hook.rule?.config !== config) hook.rule = hookRule(config)
    return hook.rule
  } catch (error) {
    hook.state = 'broken'
    host.failed(hook.hat, error as never)
    throw notWorking()
  }
}
