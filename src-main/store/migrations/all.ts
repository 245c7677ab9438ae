import { first } from './0001-first.ts'
import { largeValues } from './0002-large-values.ts'
import { reruns } from './0003-reruns.ts'
import { blockStates } from './0004-block-states.ts'
import { secrets } from './0005-secrets.ts'
import { triggers } from './0006-triggers.ts'
import { noticedFiles } from './0007-noticed-files.ts'
import { failedRuns } from './0008-failed-runs.ts'
import { startTimes } from './0009-start-times.ts'
import { backpack } from './0010-backpack.ts'
import { deletedFlows } from './0011-deleted-flows.ts'
import { runOrigins } from './0012-run-origins.ts'
import type { Migration } from './migrate.ts'

/** In order. A released one is never changed: its successor mends what it got wrong. */
export const migrations: readonly Migration[] = [
  first,
  largeValues,
  reruns,
  blockStates,
  secrets,
  triggers,
  noticedFiles,
  failedRuns,
  startTimes,
  backpack,
  deletedFlows,
  runOrigins,
]
