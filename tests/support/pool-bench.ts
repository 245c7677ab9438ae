import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { launchChild } from '../../src-main/workers/child-launch.ts'
import type { PoolLimits } from '../../src-main/workers/pool-limits.ts'
import { openPool, type WorkerPool } from '../../src-main/workers/worker-pool.ts'
import {
  NO_PERMISSIONS,
  type WorkerCall,
  type WorkerProgram,
  type WorkerResult,
} from '../../src-main/workers/worker-program.ts'
import { workerScript } from '../../src-main/workers/worker-script.ts'
import { systemClock } from '../../src-main/world/system-clock.ts'

const FIXTURES = join(import.meta.dirname, '..', '..', 'src-main', 'workers', 'fixtures')
const fixture = (name: string) => join(FIXTURES, name)

/** The same rogue in three forms: two programs over stdin and stdout, and a JavaScript package over descriptor 3. */
export const nodeProgram = (): WorkerProgram => ({
  key: 'node',
  name: 'rogue/node',
  run: { command: [process.execPath, fixture('rogue.mjs')] },
  folder: null,
  permissions: NO_PERMISSIONS,
  memoryMb: 256,
})
export const pythonProgram = (): WorkerProgram => ({
  ...nodeProgram(),
  key: 'python',
  name: 'rogue/python',
  run: { command: ['python3', fixture('rogue.py')] },
})
export const javascriptPackage = (more: Partial<WorkerProgram> = {}): WorkerProgram => ({
  ...nodeProgram(),
  key: 'package',
  name: 'rogue/package',
  run: { javascript: fixture('rogue-package.mjs') },
  folder: FIXTURES,
  ...more,
})
export const codeProgram = (more: Partial<WorkerProgram> = {}): WorkerProgram => ({
  ...nodeProgram(),
  key: 'code',
  name: 'data/code',
  run: { javascript: null },
  ...more,
})

/** What was heard while a call was under way. */
export type Heard = { logs: [level: string, text: string][]; progress: [share: number, text?: string][] }

export type PoolBench = {
  pool: WorkerPool
  call(program: WorkerProgram, act: string, input?: Json, more?: CallExtras): Promise<WorkerResult>
  code(text: string, input?: Json, more?: CallExtras & { language?: string; vars?: Json }): Promise<Json>
  failure(promise: Promise<unknown>): Promise<AppError>
}
export type CallExtras = Partial<WorkerCall> & {
  heard?: Heard
  signal?: AbortSignal
  program?: WorkerProgram
}

/** A pool of real processes on the machine's clock. */
export function poolBench(limits: Partial<PoolLimits> = {}): PoolBench {
  const launch = launchChild({ script: workerScript(), now: systemClock.monotonic })
  const pool = openPool({ clock: systemClock, launch, limits })
  const never = new AbortController().signal
  const run = (program: WorkerProgram, call: WorkerCall, { heard, signal = never }: CallExtras) =>
    pool.run(program, call, {
      signal,
      log: (level, text) => void heard?.logs.push([level, text]),
      progress: (share, text) => void heard?.progress.push(text === undefined ? [share] : [share, text]),
    })
  const base = { block: 'Do it', version: 2, input: null, key: 'run_1:b1:0', again: true }
  return {
    pool,
    call: (program, act, input = null, more = {}) =>
      run(program, { ...base, type: 'rogue/block', config: { act }, input, ...pick(more) }, more),
    async code(text, input = null, more = {}) {
      const { language = 'javascript', vars = {}, program = codeProgram() } = more
      const config = { code: text, language, vars }
      const { value } = await run(program, { ...base, type: 'data/code', config, input, ...pick(more) }, more)
      return value
    },
    failure: (promise) =>
      promise.then(
        (value) => Promise.reject(new Error(`it gave ${JSON.stringify(value)?.slice(0, 200)}`)),
        (error) => error as AppError,
      ),
  }
}

const pick = ({ block, deadline, again, blame }: CallExtras): Partial<WorkerCall> => ({
  ...(block !== undefined && { block }),
  ...(deadline !== undefined && { deadline }),
  ...(again !== undefined && { again }),
  ...(blame !== undefined && { blame }),
})

/** Whether no such process runs any more; one that only waits for its parent to notice is gone. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    if (process.platform !== 'linux') return false
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true
  }
}

/** Resolves when it is true; the test's own timeout is the end of patience. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}
