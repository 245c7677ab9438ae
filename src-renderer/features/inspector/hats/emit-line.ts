import type { Json, JsonObject } from '#shared/flow'
import { plainJson, quotedFor, type Shell } from './curl-line.ts'
import { sampleOfSchema } from './payload-sample.ts'

/** Longer ones are no help in a line. */
const LONGEST = 2000

/** What a line that sends an event carries, and whether it was made up. */
export function emitPayload(
  { sample, schema }: JsonObject,
  last: Json | undefined,
): { payload: Json; madeUp: boolean } {
  const known = [last, sample].find(
    (one) => one !== undefined && one !== null && JSON.stringify(one).length <= LONGEST,
  )
  if (known !== undefined) return { payload: known, madeUp: false }
  if (schema === undefined || schema === null) return { payload: null, madeUp: false }
  return { payload: sampleOfSchema(schema), madeUp: true }
}

/** One line for a terminal that sends an event; what it carries is left out where it is nothing. */
export function emitLine(name: string, payload: Json, shell: Shell): string {
  const quoted = quotedFor(shell)
  const word = /^[\w.-]+$/.test(name) ? name : quoted(name)
  if (payload === null) return `blockloom emit ${word}`
  // what becomes of quotes on the way to a program, PowerShells do not agree on
  if (shell === 'powershell') return `${quoted(plainJson(payload))} | blockloom emit ${word} --data -`
  return `blockloom emit ${word} --data ${quoted(JSON.stringify(payload))}`
}
