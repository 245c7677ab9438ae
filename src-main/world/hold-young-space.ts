import { PerformanceObserver } from 'node:perf_hooks'
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Bytes of V8's space for new objects that are enough: what a step leaves behind is gone long before. */
const ENOUGH = 32 << 20

let observer: PerformanceObserver | null = null

/**
 * Keeps V8's space for new objects small. In a process that computes for long it grows to 128 MB and stays there,
 * though a loop of a million passes is as fast with 32. From within there is no word for "at most": so the factor
 * by which it grows is set to 1 as soon as it is large enough.
 */
export function holdYoungSpace(): void {
  if (observer) return
  observer = new PerformanceObserver(() => {
    if (youngSpace() < ENOUGH) return
    setFlagsFromString('--semi-space-growth-factor=1')
    observer?.disconnect()
  })
  observer.observe({ entryTypes: ['gc'] })
}

const youngSpace = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0
