import { performance } from 'node:perf_hooks'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Clock } from '../runtime/ports.ts'

/** ms between two looks, and of little work before anything is given back */
const LOOK_MS = 5000
/** share of that time in which the event loop may have been at work: a host that waits looks after timers and little else */
const IDLE = 0.02
/** bytes that must be there to be gained */
const WORTH = 24 << 20
/** bytes in use, with what is garbage among them, above which nothing is tried */
const MOST = 256 << 20
/** ms: where it took longer so much is alive that whoever comes just then is held up. 15 MB alive take 80 ms */
const LONGEST_MS = 250

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

/**
 * Gives memory back to the system once a burst of work is over. V8 collects when something new is made, so what a
 * thousand flows that were read, or a large import, left behind stays as long as the program has nothing to do; and
 * what an ordinary collection frees stays in V8's pool of pages. Here the host asks for the collection that V8 makes
 * when memory runs out, which empties the pool, but only when it is idle and has grown since the last time.
 * @param collect tests count its calls
 * @returns what ends it
 */
export function returnMemory(clock: Clock, collect = collector()): () => void {
  if (!collect) return () => {}
  let since = performance.eventLoopUtilization()
  let least = 0
  let cancel = () => {}
  const look = () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, since)
    const { total_physical_size: held, used_heap_size: used } = getHeapStatistics()
    if (utilization < IDLE && held > least + WORTH && used < MOST) {
      const from = clock.monotonic()
      collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
      if (clock.monotonic() - from > LONGEST_MS) return
      least = getHeapStatistics().total_physical_size
    }
    since = performance.eventLoopUtilization()
    cancel = clock.after(LOOK_MS, look)
  }
  cancel = clock.after(LOOK_MS, look)
  return () => cancel()
}

/** V8's own collector, without the flag that would put it into every script's reach; a host may have no such thing. */
export function collector(): Collect | undefined {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('globalThis.gc') as Collect | undefined
  setFlagsFromString('--no-expose-gc')
  return collect
}
