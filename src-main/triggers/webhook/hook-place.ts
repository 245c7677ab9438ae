import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Json } from '#shared/flow'
import type { RuntimeSettings } from '../../runtime/ports.ts'

/** Answers calls. */
export type HookAnswerer = {
  answer(request: IncomingMessage, response: ServerResponse, expects: boolean): void
}
/** A port that takes calls and nothing else. */
export type HookListener = {
  url: string
  /** other machines reach it */
  outside: boolean
  close(): Promise<void>
}
/** @throws AppError `server.*` why it cannot listen */
export type Listen = (answerer: HookAnswerer) => Promise<HookListener>

/** Where others reach this host behind a proxy or a tunnel. */
const PUBLIC_HOSTS = 'publicHosts'

/** Where webhooks are reached. A port of their own is open only as long as somebody needs it. */
export class HookPlace {
  readonly #settings: Pick<RuntimeSettings, 'get'>
  readonly #listen: Listen | undefined
  readonly #answerer: HookAnswerer
  #listener: Promise<HookListener> | null = null
  #url: string | undefined
  #isOpen = false
  #publicHosts: readonly string[] = []
  #users = 0

  constructor(settings: Pick<RuntimeSettings, 'get'>, listen: Listen | undefined, answerer: HookAnswerer) {
    this.#settings = settings
    this.#listen = listen
    this.#answerer = answerer
  }

  readSettings(): void {
    this.#publicHosts = hostsIn(this.#settings.get(PUBLIC_HOSTS))
  }
  /** Hosts that calls may name besides our own, in lower case. */
  get publicHosts(): readonly string[] {
    return this.#publicHosts
  }

  /** The host's own server takes calls there. @param outside other machines reach it */
  isAt(url: string, outside: boolean): void {
    if (this.#listen) return
    this.#url = url
    this.#isOpen = outside
  }
  /** Whether the host's own server is to take calls. */
  get isShared(): boolean {
    return this.#listen === undefined
  }
  get isReachedFromOutside(): boolean {
    return this.#isOpen || this.#publicHosts.length > 0
  }

  /** What stands before the path of every address; undefined: nothing listens now, and no host outside is named. */
  get base(): string | undefined {
    const [host] = this.#publicHosts
    return host === undefined ? this.#url : `https://${host}`
  }

  addressOf(path: string, prefix: string): string | undefined {
    const { base } = this
    return base === undefined ? undefined : `${base}${prefix}${path}`
  }

  /** Listens as long as anybody who called this has not called what it gave. @throws AppError `server.*` */
  async open(): Promise<() => void> {
    if (!this.#listen) return () => {}
    this.#users += 1
    try {
      this.#listener ??= this.#listen(this.#answerer)
      const { url, outside } = await this.#listener
      this.#url = url
      this.#isOpen = outside
    } catch (error) {
      this.#listener = null
      this.#users -= 1
      throw error
    }
    let left = false
    return () => {
      if (left) return
      left = true
      this.#users -= 1
      if (this.#users === 0) this.#close()
    }
  }

  #close(): void {
    const listener = this.#listener
    this.#listener = null
    this.#url = undefined
    void listener?.then((one) => one.close())
  }
}

const hostsIn = (set: Json | undefined): string[] =>
  Array.isArray(set)
    ? set.filter((one): one is string => typeof one === 'string').map((one) => one.toLowerCase())
    : []
