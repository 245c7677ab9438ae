import type { Clock } from '../../runtime/ports.ts'
import type { HeavyLimits } from './heavy-limits.ts'

/** What V8 says of a thread; both in bytes. */
type Heap = { readonly used_heap_size: number; readonly external_memory: number }
type Watched = { readonly clock: Clock; readonly limits: HeavyLimits; heap(): Promise<Heap> }

/**
 * Looks now and then at what a thread at work holds; a step that is quick is never looked at. V8's own limit will not
 * do: it ends the process when one large thing meets it.
 * @returns what ends the watch
 */
export function watchMemory({ clock, limits, heap }: Watched, tooMuch: () => void): () => void {
  let isOver = false
  let cancel: () => void
  const look = async () => {
    const seen = await heap().catch(() => null)
    if (isOver) return
    if (seen && seen.used_heap_size + seen.external_memory > limits.memoryMb * 1024 * 1024) tooMuch()
    else cancel = clock.after(limits.lookMs, look)
  }
  cancel = clock.after(limits.lookMs, look)
  return () => {
    isOver = true
    cancel()
  }
}
