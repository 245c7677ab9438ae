import type { Job } from './job.ts'
import type { OneWorker } from './one-worker.ts'
import type { PoolLimits } from './pool-limits.ts'
import type { Fault } from './worker-errors.ts'

/** What is to be done about a worker that is busy. */
export type Verdict =
  | { readonly kind: 'fine' }
  /** it did what is not borne */
  | { readonly kind: 'lose'; readonly fault: Fault }
  /** these wait behind one that takes long: somebody else can do them meanwhile */
  | { readonly kind: 'relieve'; readonly jobs: readonly Job[] }
  /** one of those that have begun holds its event loop; which one, shows when each is done alone */
  | { readonly kind: 'abandon' }
  | { readonly kind: 'not-answering' }

const FINE: Verdict = { kind: 'fine' }

/** Judges a busy worker by its silence. @param now ms of the monotonic clock */
export function lookAtWorker(worker: OneWorker, now: number, limits: PoolLimits): Verdict {
  if (worker.calls.size === 0) return FINE
  if (worker.link.stalledFor() > limits.readMs)
    return { kind: 'lose', fault: { code: 'worker.not-reading', did: 'does not read what it is sent' } }
  const silent = now - worker.heardAt
  if (silent > limits.notAnsweringMs && !worker.notAnswering) return { kind: 'not-answering' }
  if (!worker.hasSpoken || silent < limits.silentMs) return FINE
  const isHeld = worker.isScript && silent > limits.beatMs * 3
  if (isHeld && (worker.leaving || worker.calls.size > 1)) return { kind: 'abandon' }
  const jobs = thatWait(worker)
  return jobs.length > 0 ? { kind: 'relieve', jobs } : FINE
}

/** Calls that have not begun: of those that nobody has heard of, all but the first. */
function thatWait(worker: OneWorker): Job[] {
  const unheard = [...worker.calls.values()].filter((job) => !job.begun)
  return unheard.slice(1).filter((job) => !job.alone)
}
