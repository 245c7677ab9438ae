import { type RefObject, useEffect } from 'react'

/**
 * Where what has the focus goes, as a box that was answered, or a page whose place another takes, the focus goes to the
 * heading of the pane instead of nowhere. The heading takes it: `tabIndex={-1}`.
 */
export function useFocusStays(pane: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = pane.current
    if (!element) return
    let inside = false
    const came = ({ target }: FocusEvent) => {
      inside = target instanceof Node && element.contains(target)
    }
    // a press on nothing leaves by hand; one on a button is followed by its focus
    const pressed = () => {
      inside = false
    }
    const watch = new MutationObserver(() => {
      if (inside && document.activeElement === document.body)
        element.querySelector<HTMLElement>('h1')?.focus()
    })
    watch.observe(element, { childList: true, subtree: true })
    document.addEventListener('focusin', came)
    document.addEventListener('pointerdown', pressed, true)
    return () => {
      watch.disconnect()
      document.removeEventListener('focusin', came)
      document.removeEventListener('pointerdown', pressed, true)
    }
  }, [pane])
}
