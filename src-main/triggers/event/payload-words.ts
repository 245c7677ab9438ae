import type { OutputUnit } from '@cfworker/json-schema'

/** More are no help: who mends one sees the others. */
const MOST = 3

/** Keywords whose errors only say that something inside them went wrong one way or the other. */
const ALTERNATIVES: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains'])

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no (true or false)',
  array: 'a list',
  object: 'an object with fields',
  null: 'nothing (null)',
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'a date and time with its zone, such as 2026-03-01T09:30:00Z',
  date: 'a date, such as 2026-03-01',
  time: 'a time with its zone, such as 09:30:00Z',
  email: 'an e-mail address',
  uri: 'an address, such as https://example.com',
  uuid: 'a UUID',
}

/** Why a payload does not fit a schema, in sentences that name the fields. @param errors at least one */
export function payloadWords(errors: readonly OutputUnit[]): string {
  const plain = errors.some(({ keyword }) => ALTERNATIVES.has(keyword)) ? [] : errors.flatMap(inPlainWords)
  if (plain.length > 0) return [...new Set(plain)].slice(0, MOST).join(' ')
  const deepest = errors.reduce((found, error) =>
    keysOf(error.instanceLocation).length > keysOf(found.instanceLocation).length ? error : found,
  )
  return `${nameOf(keysOf(deepest.instanceLocation))} does not fit: ${deepest.error}`
}

function inPlainWords({ keyword, instanceLocation, error }: OutputUnit): string[] {
  const keys = keysOf(instanceLocation)
  const said = quoted(error)
  switch (keyword) {
    case 'required':
      return said === null ? [] : [`${nameOf([...keys, said])} is missing.`]
    case 'type': {
      const [is, ...may] = error.split('"').filter((_, i) => i % 2 === 1)
      const wanted = may.map((kind) => KINDS[kind] ?? kind).join(' or ')
      return [`${nameOf(keys)} has to be ${wanted}, and is ${KINDS[String(is)] ?? is}.`]
    }
    case 'format':
      return [`${nameOf(keys)} has to be ${FORMATS[String(said)] ?? `of the format ${said}`}.`]
    case 'enum':
      return [`${nameOf(keys)} has to be one of ${error.slice(error.indexOf('['), -1)}.`]
    default:
      return []
  }
}

/** What stands in quotation marks, which may stand in it themselves. */
function quoted(error: string): string | null {
  const [from, to] = [error.indexOf('"'), error.lastIndexOf('"')]
  return to > from ? error.slice(from + 1, to) : null
}

/** The validator's pointer: a URI fragment, as RFC 6901 has it. */
const keysOf = (pointer: string): string[] =>
  decodeURIComponent(pointer)
    .replace(/^#\/?/, '')
    .split('/')
    .filter((_, i, all) => all.length > 1 || all[i] !== '')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** `"order.lines.2.price"`: counted from 0, as expressions count. */
const nameOf = (keys: readonly string[]): string =>
  keys.length === 0 ? 'What it carries' : `"${keys.join('.')}"`
