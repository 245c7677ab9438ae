import type { Pointer, RunState } from './run-state.ts'

/**
 * First in, first out, linked through the pointers themselves. A dropped pointer stays linked
 * until it comes to the head, where it is passed over; `length` counts the living only.
 */
export function pushReady(state: RunState, pointer: Pointer): void {
  const { ready } = state
  pointer.phase = 'ready'
  pointer.behind = null
  if (ready.tail) ready.tail.behind = pointer
  else ready.head = pointer
  ready.tail = pointer
  ready.length++
}

/** Puts pointers that were under way when a host died back to where they stood: before all that wait. */
export function pushFront(state: RunState, pointers: readonly Pointer[]): void {
  const { ready } = state
  for (let i = pointers.length - 1; i >= 0; i--) {
    const pointer = pointers[i] as Pointer
    pointer.phase = 'ready'
    pointer.behind = ready.head
    ready.head = pointer
    if (!ready.tail) ready.tail = pointer
    ready.length++
  }
}

/** The pointer whose turn it is. */
export function firstReady(state: RunState): Pointer | null {
  const { ready } = state
  while (ready.head && ready.head.phase !== 'ready') ready.head = ready.head.behind
  if (!ready.head) ready.tail = null
  return ready.head
}

/** Takes the head out of the queue. @throws Error when the event does not speak of the head */
export function takeReady(state: RunState, n: number): Pointer {
  const pointer = firstReady(state)
  if (pointer?.n !== n) throw new Error(`the turn is not pointer ${n}'s but ${pointer?.n ?? 'nobody'}'s`)
  const { ready } = state
  ready.head = pointer.behind
  if (!ready.head) ready.tail = null
  ready.length--
  pointer.behind = null
  return pointer
}
