import { inflateRawSync } from 'node:zlib'
import type { JournalEntry } from '#shared/run'
import { recordEntries, recordJson } from './record-codec.ts'
import { jsonHolds, textHolds, valueHolds, type Wanted } from './wanted-text.ts'

/**
 * Whether a text is in what people see of a run: in what came into blocks and left them, in fields, variables,
 * answers, log lines and errors. Ids, kinds and the keys of the events themselves are not looked at.
 */

type Fields = Readonly<Record<string, unknown>>
type Looks = (value: unknown, wanted: Wanted) => boolean

/** How the fields of events are looked into; those that are not here are the engine's own. */
const LOOKS: Readonly<Record<string, Looks>> = {
  value: valueHolds,
  kept: valueHolds,
  variables: valueHolds,
  config: (config, wanted) => Object.values(config as Fields).some((field) => valueHolds(field, wanted)),
  error: errorHolds,
  log: lineHolds,
  logs: (lines, wanted) => (lines as unknown[]).some((line) => lineHolds(line, wanted)),
  state: (state, wanted) => scopeHolds((state as { root: Scope }).root, wanted),
}

function entryHolds(entry: JournalEntry, wanted: Wanted): boolean {
  const fields = entry as unknown as Fields
  for (const key in fields) {
    const value = fields[key]
    if (value !== null && LOOKS[key]?.(value, wanted)) return true
  }
  // the answer to an interrupted step is one of three words
  return entry.kind === 'replied' && valueHolds(fields.answer, wanted)
}

/** Its sentences; the code is for programs. */
export function errorHolds(error: unknown, wanted: Wanted): boolean {
  const { message, fix } = error as { message?: string; fix?: string }
  return textHolds(message ?? '', wanted) || textHolds(fix ?? '', wanted)
}

function lineHolds(line: unknown, wanted: Wanted): boolean {
  return textHolds((line as { text: string }).text, wanted)
}

/** Of a scope that a re-run begins in: the data, not the names of blocks and mouths. Large parts are null here. */
type Scope = {
  item?: unknown
  vars?: readonly (readonly [string, unknown])[]
  pointers: readonly { value: unknown; scopes?: readonly Scope[] }[] | null
}

function scopeHolds(scope: Scope | null, wanted: Wanted): boolean {
  if (!scope) return false
  return (
    valueHolds(scope.item, wanted) ||
    valueHolds(scope.vars, wanted) ||
    (scope.pointers ?? []).some(
      (pointer) =>
        pointer &&
        (valueHolds(pointer.value, wanted) || pointer.scopes?.some((inner) => scopeHolds(inner, wanted))),
    )
  )
}

export type SearchedRecord = { first_seq: number; checksum: number; data: Buffer }

/** A record that is damaged holds nothing: who opens the run is told. */
export function recordHolds(runId: string, record: SearchedRecord, wanted: Wanted): boolean {
  const json = recordJson(runId, record.first_seq, record.data, record.checksum)
  if (json === null || !jsonHolds(json, wanted.piece)) return false
  return recordEntries(json).some((entry) => entryHolds(entry, wanted))
}

export type SearchedValue = { deflated: number; data: Buffer }

/** Bytes from which a value is not taken apart: as text, folded and parsed it would fill the thread. */
const TOO_LARGE = 16 << 20

/** A large value as large-values.ts keeps it: `[value, places of larger parts]`. */
export function largeValueHolds({ deflated, data }: SearchedValue, wanted: Wanted): boolean {
  const json = deflated ? inflateRawSync(data) : data
  if (json.length > TOO_LARGE) return jsonHolds(json, wanted.json)
  if (!jsonHolds(json, wanted.piece)) return false
  const [value] = JSON.parse(json.toString('utf8')) as [unknown]
  return valueHolds(value, wanted)
}
