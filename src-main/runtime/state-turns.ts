import type { StopSignal } from '#shared/block'
import type { StateOwner } from './ports.ts'

type Waiter = { begin(): void }

/** Steps that use the state of one block take turns, in the order in which they asked. */
export class StateTurns {
  /** whose turn it is, and who waits behind */
  readonly #queues = new Map<string, Waiter[]>()

  /**
   * Waits for a turn.
   * @returns what ends it
   * @throws the signal's reason, when that comes first
   */
  take({ flowId, block }: StateOwner, signal: StopSignal): Promise<() => void> {
    const name = JSON.stringify([flowId, block])
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const stop = () => {
        this.#leave(name, waiter)
        reject(signal.reason)
      }
      const waiter: Waiter = {
        begin: () => {
          signal.removeEventListener('abort', stop)
          resolve(() => this.#leave(name, waiter))
        },
      }
      const queue = this.#queues.get(name) ?? []
      this.#queues.set(name, queue)
      queue.push(waiter)
      if (queue[0] === waiter) waiter.begin()
      else signal.addEventListener('abort', stop, { once: true })
    })
  }

  #leave(name: string, waiter: Waiter): void {
    const queue = this.#queues.get(name) ?? []
    const place = queue.indexOf(waiter)
    if (place < 0) return
    queue.splice(place, 1)
    if (queue.length === 0) this.#queues.delete(name)
    else if (place === 0) queue[0]?.begin()
  }
}
