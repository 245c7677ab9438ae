import { isForbiddenKey, type Json } from '#shared/flow'
import { CallRefused } from '../call-refused.ts'
import { MOST_FIELDS } from '../hook-limits.ts'

/** Names and values as an object; a name that comes again makes a list. Brackets in names mean nothing. */
export class FieldCollector {
  readonly fields: Record<string, Json> = {}
  readonly #code: string
  #count = 0

  /** @param code of what is thrown */
  constructor(code: 'webhook.bad-query' | 'webhook.bad-form') {
    this.#code = code
  }
  /** @throws CallRefused */
  add(name: string, value: Json): void {
    this.#count += 1
    if (this.#count > MOST_FIELDS)
      throw new CallRefused(this.#code, `There are more than ${MOST_FIELDS} fields.`)
    if (isForbiddenKey(name)) throw new CallRefused(this.#code, `A field may not be called "${name}".`)
    const before = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined
    if (before === undefined) this.fields[name] = value
    else if (Array.isArray(before)) before.push(value)
    else this.fields[name] = [before, value]
  }
}

/** `a=1&b=2` @throws CallRefused */
export function readFields(
  text: string,
  code: 'webhook.bad-query' | 'webhook.bad-form',
): Record<string, Json> {
  const collector = new FieldCollector(code)
  // the count is looked at before anything is made of it
  if (text.split('&', MOST_FIELDS + 2).length > MOST_FIELDS)
    throw new CallRefused(code, `There are more than ${MOST_FIELDS} fields.`)
  for (const [name, value] of new URLSearchParams(text)) collector.add(name, value)
  return collector.fields
}
