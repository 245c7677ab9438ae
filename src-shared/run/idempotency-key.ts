import type { Pointer } from './run-state.ts'
import { stepPath } from './step-path.ts'

/**
 * The same on every attempt and after every resume, and no other step's:
 * `runId:blockId:path:visit`. The visit is fixed by the step's started event.
 */
export const idempotencyKey = (runId: string, pointer: Pointer, visit: number): string =>
  `${runId}:${pointer.block.id}:${stepPath(pointer)}:${visit}`
