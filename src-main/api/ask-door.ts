import type { Json } from '#shared/flow'
import type { OpenQuestion } from '../runtime/open-questions.ts'
import type { AskLinks } from '../runtime/ports.ts'
import type { QuestionState, RunQuestions } from '../runtime/questions.ts'
import type { AskTokens } from '../store/ask-tokens.ts'

/** The door for people who were sent the link of a question: who has it may answer, and see nothing else. */
export type AskDoor = {
  /** undefined: there is no such question */
  look(token: string): Promise<QuestionState | undefined>
  /** @throws AppError `question.closed` for an unknown token too, and those of `RunQuestions.reply` */
  reply(token: string, answer: Json): Promise<void>
}

export function makeAskDoor(tokens: AskTokens, runtime: Pick<RunQuestions, 'question' | 'reply'>): AskDoor {
  return {
    async look(token) {
      const which = tokens.read(token)
      if (!which) return undefined
      try {
        return await runtime.question(which.runId, which.pointer)
      } catch {
        // its run is gone from the history, or its version from the folder: nothing is asked any more
        return { is: 'closed' }
      }
    },
    async reply(token, answer) {
      const { runId, pointer } = tokens.read(token) ?? { runId: '', pointer: 0 }
      await runtime.reply(runId, { pointer, answer, by: 'link' })
    },
  }
}

/** Where the last address is kept, so that links made before the server stands lead to it all the same. */
const KEY = 'server.address'
/** Hosts under which others reach this one, behind a proxy or a tunnel; links lead to the first. */
export const PUBLIC_HOSTS = 'publicHosts'

type Settings = { get(key: string): Json | undefined; set(key: string, value: Json): void }

/** Where this host is reached, as far as it is known. */
export class OwnAddress {
  readonly #settings: Settings
  /** hosts that serve at the same place after every start know it before they listen */
  readonly #lasts: boolean
  #here: string | undefined

  constructor(settings: Settings, lasts: boolean) {
    this.#settings = settings
    this.#lasts = lasts
  }

  /** It is reached there now: `http://host:port`. */
  is(url: string): void {
    this.#here = url
    if (!this.#lasts || this.#settings.get(KEY) === url) return
    try {
      this.#settings.set(KEY, url)
    } catch {
      // a full or read-only disk: it is known until the process ends
    }
  }

  /** for links that are sent to people; undefined: nobody listens */
  get forPeople(): string | undefined {
    const [host] = publicHosts(this.#settings)
    if (host !== undefined) return `https://${host}`
    if (this.#here !== undefined || !this.#lasts) return this.#here
    const last = this.#settings.get(KEY)
    return typeof last === 'string' ? last : undefined
  }
}

/** In lower case, as they stand in `Host`. */
export function publicHosts(settings: Pick<Settings, 'get'>): string[] {
  const set = settings.get(PUBLIC_HOSTS)
  return Array.isArray(set)
    ? set.filter((one): one is string => typeof one === 'string').map((one) => one.toLowerCase())
    : []
}

/** Links of questions, made when they are asked. */
export const askLinks = (tokens: AskTokens, address: OwnAddress): AskLinks => ({
  to(runId, pointer) {
    const at = address.forPeople
    return at === undefined ? undefined : `${at}/ask/${tokens.make(runId, pointer)}`
  },
})

export type { OpenQuestion, QuestionState }
