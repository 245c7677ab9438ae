import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { sayValueShort } from '../../../ui/value-tree/value-words.ts'
import type { Suggestion, Suggestions } from './suggest.ts'
import './suggest.css'

type ListProps = {
  id: string
  found: Suggestions
  at: number
  area: RefObject<HTMLTextAreaElement | null>
  onChoose(one: Suggestion): void
  onClose(): void
}

/** Below the field, or above where there is no room; the keyboard stays in the text. */
export function SuggestList({ id, found, at, area, onChoose, onClose }: ListProps) {
  const { t } = useTranslation('inspector')
  const list = useRef<HTMLDivElement>(null)
  const place = usePlace(area, onClose)
  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  return (
    <>
      {createPortal(
        <div
          ref={list}
          id={id}
          role="listbox"
          aria-label={t('suggestions')}
          className="popup suggest"
          style={place}
        >
          {found.items.map((one, i) => (
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text
            <div
              key={one.code}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              className="popup-item suggest-item"
              data-highlighted={i === at || undefined}
              // a press must not take the keyboard out of the text
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(one)}
            >
              <span className="mono clip">{one.call ? `${one.word}()` : one.word}</span>
              {one.value !== undefined && (
                <span className="sm muted clip suggest-value">{sayValueShort(one.value)}</span>
              )}
            </div>
          ))}
        </div>,
        area.current?.closest('aside, main, [role="dialog"]') ?? document.body,
      )}
      <span role="status" className="unseen">
        {t('suggestionsCount', { count: found.items.length })}
      </span>
    </>
  )
}

const ROOM = 240
const GAP = 4

/** Where the field is; when what it lies in is scrolled, the list goes. */
function usePlace(area: RefObject<HTMLTextAreaElement | null>, onClose: () => void) {
  const [place, setPlace] = useState<{ left: number; width: number; top?: number; bottom?: number }>()
  useLayoutEffect(() => {
    const box = (area.current?.closest('.field-box') ?? area.current)?.getBoundingClientRect()
    if (!box) return
    const below = innerHeight - box.bottom
    const upright =
      below < ROOM && box.top > below ? { bottom: innerHeight - box.top + GAP } : { top: box.bottom + GAP }
    setPlace({ left: box.left, width: box.width, ...upright })
  }, [area])
  useLayoutEffect(() => {
    const gone = ({ target }: Event) => {
      if (target instanceof Element && target.contains(area.current) && target !== area.current) onClose()
    }
    document.addEventListener('scroll', gone, true)
    window.addEventListener('resize', onClose)
    return () => {
      document.removeEventListener('scroll', gone, true)
      window.removeEventListener('resize', onClose)
    }
  }, [area, onClose])
  return place ?? { visibility: 'hidden' as const, left: 0, top: 0 }
}
