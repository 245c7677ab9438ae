/** Follows one pointer from its press to its end, also outside the page's canvas. */
export type PointerWatch = {
  move(event: PointerEvent): void
  /** let go */
  up(event: PointerEvent): void
  /** Escape, or the system took the pointer away */
  cancel(): void
}

/** @returns what ends the watching without a word */
export function watchPointer(pointer: number, watch: PointerWatch): () => void {
  const own = (handle: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === pointer) handle(event)
  }
  const ended = (then: (event: PointerEvent) => void) =>
    own((event) => {
      stop()
      then(event)
    })
  const onMove = own(watch.move)
  const onUp = ended(watch.up)
  const onCancel = ended(() => watch.cancel())
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    stop()
    watch.cancel()
  }
  const stop = () => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    window.removeEventListener('keydown', onKey, true)
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  window.addEventListener('keydown', onKey, true)
  return stop
}
