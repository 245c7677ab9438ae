import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { parseKeys } from '#shared/keys'
import { userPattern } from '#shared/pattern'
import { knownLocale } from '#shared/text'
import { inputsMisread } from './called-inputs.ts'
import { callersMisread } from './callers.ts'
import { choicesMisread } from './choices.ts'
import { eventNameMisread } from './event-name.ts'
import { headersMisread } from './headers.ts'
import { methodsMisread, originsMisread } from './hook-lists.ts'
import { compilePath } from './hook-path.ts'
import type { Misread } from './misread.ts'
import { namePatternMisread } from './name-pattern.ts'
import { schemaMisread } from './payload-schema.ts'
import { currencyMisread, listMisread, zoneMisread } from './plain-words.ts'

type Reader = (value: Json) => Misread | undefined

const textReader =
  (read: (text: string) => Misread | undefined): Reader =>
  (value) =>
    typeof value === 'string' ? read(value) : undefined

/** A reader of ours that throws: its sentence is the reason. */
const thrown = (read: (text: string) => unknown): Reader =>
  textReader((text) => {
    try {
      read(text)
      return undefined
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const { code, message, fix = '' } = error
      return { code, why: message, fix }
    }
  })

/** What a field can be written in beyond its kind, and what is wrong with a value that is not. */
export const READINGS = {
  'name-pattern': textReader(namePatternMisread),
  keys: thrown((text) => parseKeys(text, false)),
  'hook-path': thrown(compilePath),
  'hook-methods': methodsMisread,
  'hook-origins': originsMisread,
  'hook-callers': callersMisread,
  'event-name': textReader((text) => eventNameMisread(text)),
  'event-name-given': textReader((text) => eventNameMisread(text, false)),
  'payload-schema': schemaMisread,
  'called-inputs': inputsMisread,
  headers: headersMisread,
  pattern: thrown((text) => userPattern(text, { ignoreCase: false }, '')),
  language: thrown((text) => knownLocale(text, '')),
  currency: textReader(currencyMisread),
  zone: textReader(zoneMisread),
  list: listMisread,
  choices: choicesMisread,
} as const satisfies Readonly<Record<string, Reader>>

export type Reading = keyof typeof READINGS
