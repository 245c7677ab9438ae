import type { Json } from '#shared/flow'
import { isObject, sayValue } from '../say-value.ts'
import type { Misread } from './misread.ts'

/** Names of headers: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
export const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/

/** What is wrong with headers of a request or an answer. */
export function headersMisread(value: Json): Misread | undefined {
  if (!isObject(value)) return undefined
  for (const [name, held] of Object.entries(value)) {
    if (!HEADER_NAME.test(name))
      return told(`${sayValue(name)} is not a name a header can have.`, 'Write its name, such as Accept.')
    if (typeof held === 'object' && held !== null)
      return told(`the header ${name} needs one line of text, but is ${sayValue(held)}.`, 'Write a text.')
  }
  return undefined
}

const told = (why: string, fix: string): Misread => ({ code: 'web.bad-header', why, fix })
