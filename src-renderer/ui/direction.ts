/**
 * Whether the page reads from the right. The language is chosen before the page is drawn and holds until it is loaded
 * again, so this needs no listening.
 */
export const isMirrored = (): boolean =>
  typeof document !== 'undefined' && document.documentElement.dir === 'rtl'

/** An arrow key as it is meant: what leads onwards in reading is the right one, wherever the page reads from. */
export function readingKey(key: string): string {
  if (!isMirrored()) return key
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key
}
