import { HEADER_NAME, sayValue } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'

/** What a header can carry: no line end, which would begin another header, and nothing beyond Latin-1. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * The headers a person wrote, names in small letters; those that hold nothing are left out.
 * @throws AppError `web.bad-header`
 */
export function requestHeaders(given: JsonObject): Map<string, string> {
  const headers = new Map<string, string>()
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue
    if (!HEADER_NAME.test(name)) throw badHeader(`"${name.slice(0, 100)}" is not a name a header can have.`)
    const text = plainText(value)?.trim()
    if (text === undefined || /[\r\n\0]/.test(text))
      throw badHeader(`The header "${name}" needs one line of text, but got ${sayValue(value)}.`)
    if (!VALUE.test(text))
      throw badHeader(`The header "${name}" holds a character that no header can carry: ${sayValue(value)}.`)
    headers.set(name.toLowerCase(), text)
  }
  return headers
}

/** A plain value as it stands in a header or a query; undefined for lists and objects. */
export const plainText = (value: Json): string | undefined =>
  typeof value === 'object' && value !== null ? undefined : String(value)

const badHeader = (message: string): AppError =>
  new AppError({
    code: 'web.bad-header',
    message,
    fix: 'Correct it under "Headers".',
    details: { field: 'headers' },
  })
