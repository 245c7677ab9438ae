import {
  type DragEvent,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { SourceColour } from '../../ui/block-art/row-art.tsx'
import { chipOf, type Piece, templatePieces } from '../../ui/block-art/template-pieces.ts'
import { Chip } from '../../ui/tag.tsx'
import { PATH_TYPE } from '../../ui/value-tree/path-type.ts'
import { useSuggestions } from './completion/use-suggestions.ts'
import { goesOnAsFolder } from './folder-end.ts'
import { dropPlace, insertInJson, insertPath, markExpressions } from './insert-path.ts'
import { useInsertTarget } from './insert-target.ts'
import './mixed-text.css'

export type TemplateInputProps = {
  value: string
  onChange(text: string): void
  /** names the field to people who cannot see it, and in the data panel */
  title: string
  id?: string
  placeholder?: string
  multiline?: boolean
  /** `template`: words with `{{ }}` in them; `path`: nothing but a path; `plain`: taken as it is; `json`: texts in it are templates */
  form?: 'template' | 'path' | 'plain' | 'json'
  /** a value from the data panel takes the place of all there is */
  whole?: boolean
  /** the text names a folder while it ends in a stroke: a value behind it does not end that */
  folder?: boolean
  wrong?: boolean
  describedBy?: string
  colourOf: SourceColour
  after?: ReactNode
  /** values from the data panel go here before any field was edited */
  first?: boolean
  /** typing begins, or the field is left */
  onEditing?(editing: boolean): void
}

/**
 * A text with values in it. At rest the values are chips; while it is edited they are code in a second colour.
 * The text area stays in place under the chips, so that a click, Tab and a drop all reach it.
 */
export function TemplateInput(props: TemplateInputProps) {
  const { value, onChange, title, form = 'template', multiline = false, wrong, colourOf } = props
  const [editing, setEditing] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  const type = useTyping(area, props)
  const pieces = useMemo(() => piecesOf(value, form), [value, form])
  const chips = !editing && pieces.some((piece) => piece.is === 'chip')
  const code = form === 'path' || form === 'json' || (form === 'template' && value.includes('{{'))
  const { onEditing } = props
  const edit = useCallback(
    (on: boolean) => {
      setEditing(on)
      onEditing?.(on)
    },
    [onEditing],
  )
  const leave = useLeaving(area, editing, edit)
  const suggestions = useSuggestions({ area, value, form, onAccept: type.put })
  const { shown, List } = suggestions
  return (
    <span className={`mixed ${code ? 'mixed-code' : ''} ${chips ? 'mixed-resting' : ''}`}>
      <span className="mixed-body">
        {chips && (
          <span className="mixed-chips" dir="auto" aria-hidden>
            {pieces.map((piece, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity of their own
              <PieceView key={i} piece={piece} colourOf={colourOf} />
            ))}
          </span>
        )}
        <span className="mixed-mirror" dir="auto" aria-hidden>
          {form === 'path' ? <i>{value}</i> : form === 'plain' ? value : <Marked text={value} />}
          {'\u200b'}
        </span>
        <textarea
          dir="auto"
          ref={area}
          id={props.id}
          rows={1}
          value={value}
          placeholder={props.placeholder}
          aria-label={title}
          aria-invalid={wrong || undefined}
          aria-describedby={props.describedBy}
          aria-keyshortcuts={form === 'plain' ? undefined : 'Alt+ArrowDown'}
          spellCheck={false}
          autoComplete="off"
          aria-autocomplete={form === 'plain' ? undefined : 'list'}
          aria-controls={shown ? suggestions.id : undefined}
          aria-activedescendant={shown ? `${suggestions.id}-${shown.at}` : undefined}
          onChange={(event) => {
            const next = oneLine(event.target.value, multiline)
            onChange(next)
            suggestions.look(next)
          }}
          onKeyDown={(event) => {
            if (!suggestions.onKeyDown(event)) keepLine(event, multiline)
          }}
          onDragEnter={() => edit(true)}
          onDrop={(event) => type.drop(event)}
          onFocus={() => {
            edit(true)
            type.remember()
            suggestions.prepare()
          }}
          onBlur={(event: FocusEvent) => {
            suggestions.close()
            if (!isNear(event.relatedTarget, area.current)) leave()
          }}
        />
      </span>
      {props.after}
      {shown && List && (
        <List
          {...{ id: suggestions.id, area, found: shown.found, at: shown.at }}
          onChoose={suggestions.choose}
          onClose={suggestions.close}
        />
      )}
    </span>
  )
}

/** Leafing through data and picking a value are part of editing: what is on the screen must not jump under a click. */
function isNear(target: EventTarget | null, area: HTMLElement | null): boolean {
  if (!(target instanceof Element)) return false
  return (
    target.closest('.value-tree-picks') !== null || area?.closest('.form-field')?.contains(target) === true
  )
}

/**
 * Ends editing when the keyboard or a press goes elsewhere after it was near. While a button is down it waits:
 * the line with the result goes away with the editing, and what is under the pointer must not move before the
 * click is done.
 * @returns ends it when the keyboard left the field
 */
function useLeaving(
  area: RefObject<HTMLTextAreaElement | null>,
  editing: boolean,
  edit: (on: boolean) => void,
): () => void {
  const pressed = useRef(false)
  const later = useRef(false)
  const leave = useCallback(() => {
    if (pressed.current) later.current = true
    else edit(false)
  }, [edit])
  useEffect(() => {
    if (!editing) return
    const look = ({ target }: Event) => {
      if (target !== area.current && !isNear(target as EventTarget, area.current)) leave()
    }
    const press = (event: Event) => {
      pressed.current = true
      look(event)
    }
    const release = () => {
      pressed.current = false
      // the click comes after the release
      if (later.current) setTimeout(() => document.activeElement !== area.current && edit(false))
      later.current = false
    }
    document.addEventListener('focusin', look)
    document.addEventListener('pointerdown', press, true)
    const ends = ['pointerup', 'pointercancel', 'dragend'] as const
    for (const end of ends) document.addEventListener(end, release, true)
    return () => {
      pressed.current = false
      later.current = false
      document.removeEventListener('focusin', look)
      document.removeEventListener('pointerdown', press, true)
      for (const end of ends) document.removeEventListener(end, release, true)
    }
  }, [area, editing, edit, leave])
  return leave
}

function useTyping(
  area: RefObject<HTMLTextAreaElement | null>,
  { value, onChange, title, form, whole, folder, first }: TemplateInputProps,
) {
  const caret = useRef<number | null>(null)
  const now = useRef({ value, onChange })
  now.current = { value, onChange }
  const insert = useCallback(
    (code: string, place?: number) => {
      const element = area.current
      if (!element) return
      const { value, onChange } = now.current
      const all = whole || form === 'path'
      const [from, to] = place === undefined ? [element.selectionStart, element.selectionEnd] : [place, place]
      const next =
        form === 'path'
          ? { text: code, caret: code.length }
          : form === 'json'
            ? insertInJson(value, from, to, code)
            : insertPath(all ? '' : value, all ? 0 : from, all ? 0 : to, code)
      const end = folder && goesOnAsFolder(value.slice(0, from), value.slice(to), code) ? '/' : ''
      caret.current = next.caret + end.length
      onChange(next.text + end)
      element.focus()
    },
    [area, form, whole, folder],
  )
  useLayoutEffect(() => {
    if (caret.current === null) return
    area.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  const target = useMemo(() => ({ title, insert }), [title, insert])
  useEffect(() => {
    if (form === 'plain' || !first) return
    useInsertTarget.getState().setFirst(target)
    return () => useInsertTarget.getState().setFirst(null)
  }, [target, form, first])
  useEffect(
    () => () => {
      const { target: held, setTarget } = useInsertTarget.getState()
      if (held === target) setTarget(null)
    },
    [target],
  )
  return {
    put: (text: string, at: number) => {
      caret.current = at
      now.current.onChange(text)
      area.current?.focus()
    },
    drop: (event: DragEvent<HTMLTextAreaElement>) => {
      const code = event.dataTransfer.getData(PATH_TYPE)
      if (code === '' || form === 'plain') return
      event.preventDefault()
      insert(code, dropPlace(now.current.value, offsetAt(event)))
    },
    remember: () => {
      if (form !== 'plain') useInsertTarget.getState().setTarget(target)
    },
  }
}

/** The letter under the pointer; the end where the browser cannot tell. */
function offsetAt({ clientX, clientY, currentTarget }: DragEvent<HTMLTextAreaElement>): number {
  const place = document.caretPositionFromPoint?.(clientX, clientY)
  return place?.offsetNode === currentTarget ? place.offset : currentTarget.value.length
}

const piecesOf = (text: string, form: TemplateInputProps['form']): Piece[] => {
  // JSON keeps its signs: chips would take them for words
  if (form === 'plain' || form === 'json' || text.trim() === '') return []
  return form === 'path' ? [chipOf(text)] : templatePieces(text, whole)
}

const whole = (words: string) => words

function PieceView({ piece, colourOf }: { piece: Piece; colourOf: SourceColour }) {
  if (piece.is !== 'chip') return <span className="mixed-text">{piece.text}</span>
  const category = piece.source ? colourOf(piece.source) : undefined
  const words = <span className="clip">{piece.text}</span>
  if (category) return <Chip category={category}>{words}</Chip>
  return <span className="chip cat-unknown chip-code">{words}</span>
}

const Marked = ({ text }: { text: string }) =>
  markExpressions(text).map((piece, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity of their own
    piece.code ? <i key={i}>{piece.text}</i> : <span key={i}>{piece.text}</span>,
  )

const oneLine = (text: string, multiline: boolean) => (multiline ? text : text.replace(/\s*\n\s*/g, ' '))

function keepLine(event: KeyboardEvent<HTMLTextAreaElement>, multiline: boolean): void {
  if (event.key === 'Enter' && !multiline && !event.ctrlKey && !event.metaKey) event.preventDefault()
  if (event.key === 'Escape') event.currentTarget.blur()
  if (event.key !== 'ArrowDown' || !event.altKey) return
  // Straight to the data: going there by Tab would lead through the fields between.
  event.preventDefault()
  document.querySelector<HTMLElement>('.value-tree-picks')?.focus()
}
