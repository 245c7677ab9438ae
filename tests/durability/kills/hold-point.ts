import { join } from 'node:path'
import type { Launch } from '../../support/served-blockloom.ts'

/**
 * Where the real program is to stand still for good, so that a kill meets it just there:
 * - `before` and `after` the commit that puts a row of a step on disk. The step is that of the `nth` pointer that
 *   came to `block`. `ordered`: a run's first row, whatever block. `result`: ended or failed. `taken-up`: what the next host writes when it takes the run up.
 * - `opened`: the data folder is its own and the log of the host before is read; nothing has been asked of it.
 * - `found`: it has read the journal of the run in which `block` was begun, and has done nothing about it.
 */
export type HoldPoint =
  | {
      at: 'before' | 'after'
      row: 'ordered' | 'started' | 'result' | 'taken-up' | 'answered'
      block: string
      /** from 0 */
      nth: number
      /** this attempt or a later one; from 1 */
      attempt: number
    }
  | { at: 'opened' }
  | { at: 'found'; block: string }

export const HOLD = 'BLOCKLOOM_TEST_HOLD'
/** What the program says on its standard output when it stands there. */
export const HELD = 'blockloom stands still for the test'

/** How the program is started so that it stands still there. */
export const holding = (point: HoldPoint): Launch => ({
  preload: join(import.meta.dirname, '..', 'fixtures', 'stand-still.ts'),
  env: { [HOLD]: JSON.stringify(point) },
})
