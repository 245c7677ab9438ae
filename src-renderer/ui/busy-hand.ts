/**
 * While a pointer is pressed no menu opens, and once it holds something no key but Escape does anything.
 * @returns ends it
 */
export function whileHandIsBusy(isHolding: () => boolean, onEscape: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    const ends = event.key === 'Escape'
    if (!ends && !isHolding()) return
    event.preventDefault()
    event.stopPropagation()
    if (ends) onEscape()
  }
  const onMenu = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('contextmenu', onMenu, true)
  return () => {
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('contextmenu', onMenu, true)
  }
}
