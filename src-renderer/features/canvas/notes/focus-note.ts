/** Gives a note the keyboard, at its text. */
export function focusNote(index: number): void {
  document
    .querySelector<HTMLElement>(`.canvas [data-note="${index}"] textarea`)
    ?.focus({ preventScroll: true })
}
