import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Settings } from './settings.ts'

/** The key in the settings of the data folder: 32 random bytes. */
const KEY = 'questions.key'
/** Bytes of the HMAC that stand in a token: 128 bits are not guessed. */
const MARK_BYTES = 16

/**
 * Tokens of questions: they name a run and a pointer, and only this data folder can have made them. None is stored; a
 * token is good as long as its question is open.
 */
export type AskTokens = {
  /** for an address. @throws AppError `store.cannot-write` when the key cannot be made */
  make(runId: string, pointer: number): string
  /** undefined: this folder made no such token */
  read(token: string): { runId: string; pointer: number } | undefined
}

export function createAskTokens(settings: Settings): AskTokens {
  const stored = () => {
    const text = settings.get(KEY)
    return typeof text === 'string' ? Buffer.from(text, 'base64') : undefined
  }
  const made = () => {
    const key = randomBytes(32)
    settings.set(KEY, key.toString('base64'))
    return key
  }
  let known: Buffer | undefined
  const markOf = (key: Buffer, runId: string, pointer: number): Buffer =>
    createHmac('sha256', key).update(`question:${runId}:${pointer}`).digest().subarray(0, MARK_BYTES)

  return {
    make(runId, pointer) {
      known ??= stored() ?? made()
      return `${runId}.${pointer}.${markOf(known, runId, pointer).toString('base64url')}`
    },
    read(token) {
      const [, runId, number, mark] = FORM.exec(token) ?? []
      known ??= stored()
      if (runId === undefined || number === undefined || mark === undefined || !known) return undefined
      const pointer = Number(number)
      const given = Buffer.from(mark, 'base64url')
      const right = markOf(known, runId, pointer)
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      return { runId, pointer }
    },
  }
}

const FORM = /^([\w-]{1,100})\.(\d{1,15})\.([\w-]{22})$/
