import { type KeyboardEvent, type RefObject, useCallback, useContext, useId, useState } from 'react'
import { inJsonText } from '../insert-path.ts'
import { InspectedContext } from '../inspector-context.ts'
import type { Suggestion, Suggestions } from './suggest.ts'

type Parts = typeof import('./parts.ts')
let parts: Parts | null = null

type Given = {
  area: RefObject<HTMLTextAreaElement | null>
  value: string
  form: 'template' | 'path' | 'plain' | 'json'
  /** puts a text into the field, and the caret where it belongs */
  onAccept(text: string, caret: number): void
}
type Open = { for: string; found: Suggestions; at: number }

/** What an expression could go on with, while it is typed: its list, and the keys that walk through it. */
export function useSuggestions({ area, value, form, onAccept }: Given) {
  const inspected = useContext(InspectedContext)
  const id = useId()
  const [open, setOpen] = useState<Open | null>(null)
  const close = useCallback(() => setOpen(null), [])

  /** Fetched while the first word is still being written. */
  const prepare = () => {
    if (parts || form === 'plain' || !inspected) return
    import('./parts.ts').then(
      (loaded) => {
        parts = loaded
        const written = area.current
        if (written && document.activeElement === written) look(written.value)
      },
      // without it everything can still be written
      (error) => console.error(error),
    )
  }
  /** @param text as it is by now @param asked by a key */
  const look = (text: string, asked = false) => {
    const caret = area.current?.selectionStart ?? text.length
    if (!parts || !inspected || form === 'plain') return
    const known = parts.knownHere(inspected)
    const found = parts.suggestAt(text, caret, known, { asked, whole: form === 'path' })
    setOpen(found && { for: text, found, at: 0 })
  }
  const choose = (one: Suggestion) => {
    if (!open || !parts) return
    const fit = form === 'json' ? { ...one, code: inJsonText(one.code) } : one
    const { text, caret } = parts.accept(value, open.found, fit)
    close()
    onAccept(text, caret)
  }
  /** @returns whether the key was for the list */
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      look(value, true)
      return true
    }
    // a text that was changed from elsewhere has another list
    if (!open || open.for !== value || event.altKey || event.ctrlKey || event.metaKey) return false
    const { items } = open.found
    const step = STEPS[event.key]
    if (step !== undefined) setOpen({ ...open, at: (open.at + step + items.length) % items.length })
    else if (event.key === 'Enter' && !event.shiftKey) choose(items[open.at] as Suggestion)
    else if (event.key === 'Escape') close()
    else {
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight' || event.key === 'Tab') close()
      return false
    }
    event.preventDefault()
    // Escape would leave the field, or put away what is chosen
    event.stopPropagation()
    return true
  }
  const shown = open && open.for === value ? open : null
  return { id, shown, List: parts?.SuggestList, prepare, look, close, choose, onKeyDown }
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
