import { whileHandIsBusy } from '../../../ui/busy-hand.ts'

/** Follows one pointer from its press to its end, also outside the page's canvas. */
export type PointerWatch = {
  move(event: PointerEvent): void
  /** let go */
  up(event: PointerEvent): void
  /** Escape, or the system took the pointer away */
  cancel(): void
  /** whether something is on its way: keys other than Escape then wait till it is dropped */
  isHolding?(): boolean
}

/** The main button, in what a pointer event says of all of them. */
const MAIN = 1

/** @returns what ends the watching without a word */
export function watchPointer(pointer: number, watch: PointerWatch): () => void {
  const own = (handle: (event: PointerEvent) => void) => (event: PointerEvent) => {
    if (event.pointerId === pointer) handle(event)
  }
  const ended = (then: (event: PointerEvent) => void) => (event: PointerEvent) => {
    stop()
    then(event)
  }
  const up = ended(watch.up)
  const cancel = ended(() => watch.cancel())
  const onMove = own((event) => {
    if ((event.buttons & MAIN) !== 0) watch.move(event)
    // let go while another button was down, or where nobody told this page
    else if (event.buttons !== 0) up(event)
    else cancel(event)
  })
  const onUp = own(up)
  const onCancel = own(cancel)
  const endKeys = whileHandIsBusy(watch.isHolding ?? (() => false), () => {
    stop()
    watch.cancel()
  })
  const stop = () => {
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', onCancel)
    endKeys()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', onCancel)
  return stop
}
