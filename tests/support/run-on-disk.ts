import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import type { FlowDocument } from '#shared/flow'
import { compileFlow, type RunEvent } from '#shared/run'
import { placesOf } from '../../src-main/store/data-folder.ts'
import { openStore } from '../../src-main/store/open-store.ts'
import { countingIds } from '../../src-main/store/test-support.ts'
import { type Account, accountOf } from '../durability/simulation/account.ts'
import { handClock } from './hand-clock.ts'

/** A run as a dead program left it. */
export type RunOnDisk = Account & { events: RunEvent[] }

/**
 * What a dead program left of a run. A copy of its files is opened, for opening takes in the log, and that is for
 * the next program to do. Null: there is no such run.
 */
export async function runOnDisk(home: string, id: string, flow: FlowDocument): Promise<RunOnDisk | null> {
  const copy = mkdtempSync(join(tmpdir(), 'blockloom-left-'))
  for (const file of ['database', 'wal'] as const)
    if (existsSync(placesOf(home)[file])) copyFileSync(placesOf(home)[file], placesOf(copy)[file])
  const store = openStore({ folder: copy, clock: handClock(), ids: countingIds() })
  try {
    if (!store.journal.get(id)) return null
    const events = store.journal.read(id) as RunEvent[]
    return { events, ...accountOf(id, compileFlow(flow, catalog), events) }
  } finally {
    await store.close()
    rmSync(copy, { recursive: true })
  }
}

/** Whether the step of that key is over, and stays so. */
export const isDone = ({ results, failures }: Account, key: string): boolean =>
  (results.get(key) ?? 0) > (failures.get(key) ?? 0)
