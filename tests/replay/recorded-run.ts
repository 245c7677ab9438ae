import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BlockCatalog } from '#shared/block'
import type { FlowDocument } from '#shared/flow'
import { compileFlow, newRun, type RunEvent, transition } from '#shared/run'
import { pictureOf } from '../../src-shared/run/state-picture.ts'

/** A journal as a release wrote it, and what it meant then. Kept for ever, never edited. */
export type RecordedRun = {
  about: string
  /** of the program that wrote it */
  version: string
  document: FlowDocument
  events: readonly RunEvent[]
  /** the run's state after so many events */
  pictures: readonly { after: number; state: unknown }[]
}

export const JOURNALS = join(import.meta.dirname, 'journals')

/** Every journal that was kept, by its file's name. */
export const recordedRuns = (): { name: string; run: RecordedRun }[] =>
  readdirSync(JOURNALS)
    .sort()
    .map((name) => ({ name, run: JSON.parse(readFileSync(join(JOURNALS, name), 'utf8')) as RecordedRun }))

/** The state after each of these counts of events, as plain JSON. */
export function picturesOf(
  { document, events }: Pick<RecordedRun, 'document' | 'events'>,
  counts: readonly number[],
  catalog: BlockCatalog,
): RecordedRun['pictures'] {
  const state = newRun(compileFlow(document, catalog))
  const wanted = new Set(counts)
  return events.flatMap((event, i) => {
    transition(state, event)
    if (!wanted.has(i + 1)) return []
    return [{ after: i + 1, state: JSON.parse(JSON.stringify(pictureOf(state))) as unknown }]
  })
}
