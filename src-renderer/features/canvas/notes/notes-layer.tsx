import { ViewportPortal } from '@xyflow/react'
import { GripHorizontal, MoveDiagonal2, X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Note } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { isMirrored } from '../../../ui/direction.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { type CanvasView, leftInView, useCanvasView } from '../canvas-view.ts'
import { followOnCanvas } from '../drag/follow-on-canvas.ts'
import { watchPointer } from '../drag/pointer-watch.ts'
import { DRAG_AFTER, dragBlocks } from '../drag/use-block-drag.ts'
import { hasChosen } from '../use-clipboard.ts'
import { useOwnScene } from '../use-scene.ts'
import { changeNote, placeNotes, removeNote, shiftedNotes } from './note-edits.ts'
import './notes.css'

/** Arrow keys, canvas units: far with Shift. */
const STEP = 8
const FAR = 40
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** What people wrote beside the blocks. Under them, so that no note ever hides a block. */
export function NotesLayer() {
  const notes = useFlow((flow) => flow.document?.notes)
  if (!notes || notes.length === 0) return null
  return (
    <ViewportPortal>
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a note has no other name than its place in the list
        <NoteView key={index} note={note} index={index} />
      ))}
    </ViewportPortal>
  )
}

function NoteView({ note, index }: { note: Note; index: number }) {
  const { t } = useTranslation('canvas')
  const area = useRef<HTMLTextAreaElement>(null)
  const [held, setHeld] = useState<Partial<Note> | null>(null)
  const carried = useCanvas((state) => (state.carried?.notes.has(index) ? state.carried.by : null))
  const { at, size } = { ...note, ...(carried && shifted(note, carried)), ...held }
  const isNew = useCanvas((state) => state.newNote === index)
  useEffect(() => {
    if (isNew) area.current?.focus({ preventScroll: true })
  }, [isNew])
  const chosen = useSelection((state) => state.notes.has(index))
  const number = index + 1
  const change = (next: Partial<Note>, group?: string) => {
    const { document, apply } = useFlow.getState()
    if (document) apply([changeNote(document, index, next)], group === undefined ? {} : { group })
  }
  const remove = () => {
    const { document, apply } = useFlow.getState()
    if (document) apply([removeNote(document, index)])
  }
  const move = (dx: number, dy: number): Partial<Note> => ({ at: [note.at[0] + dx, note.at[1] + dy] })
  const resize = (dx: number, dy: number): Partial<Note> => ({ size: [note.size[0] + dx, note.size[1] + dy] })
  const drag = useCarry(index)
  const handle = (by: (dx: number, dy: number) => Partial<Note>, kind: string) => ({
    by,
    onHold: setHeld,
    onDone: (next: Partial<Note>, byKey: boolean) =>
      change(next, byKey ? `note ${index} ${kind}` : undefined),
  })
  return (
    <section
      className={`note nopan nodrag nowheel${chosen ? ' chosen' : ''}`}
      data-note={index}
      aria-label={t('note.name', { number })}
      style={{
        transform: `translate(${leftInView(at[0], size[0])}px, ${at[1]}px)`,
        width: size[0],
        height: size[1],
      }}
    >
      <div className="note-bar">
        <Handle
          {...handle(move, 'at')}
          onCarry={chosen ? drag : undefined}
          label={t('note.move', { number })}
          className="note-move"
          pressed={chosen}
          onPress={(add) => choose(index, add)}
        >
          <GripHorizontal size={14} aria-hidden />
        </Handle>
        <button
          type="button"
          className="note-button"
          aria-label={t('note.delete', { number })}
          title={t('note.delete', { number })}
          onClick={remove}
        >
          <X size={14} aria-hidden />
        </button>
      </div>
      <textarea
        ref={area}
        aria-label={t('note.text', { number })}
        placeholder={t('note.placeholder')}
        value={note.text}
        onChange={(event) => change({ text: event.target.value }, `note ${index} text`)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          event.currentTarget.blur()
        }}
      />
      <Handle {...handle(resize, 'size')} label={t('note.resize', { number })} className="note-resize">
        <MoveDiagonal2 size={12} aria-hidden />
      </Handle>
    </section>
  )
}

const shifted = ({ at: [x, y] }: Note, [dx, dy]: readonly [number, number]): Pick<Note, 'at'> => ({
  at: [x + dx, y + dy],
})

/**
 * Drags a chosen note with all else that is chosen.
 * @returns takes a press; whether it did: with nothing else chosen the note moves alone
 */
function useCarry(index: number) {
  const own = useOwnScene()
  const view = useCanvasView()
  return (pressed: PointerEvent, onPress: (add: boolean) => void): boolean => {
    const { blocks, notes } = useSelection.getState()
    const [first] = blocks
    if (!notes.has(index) || blocks.size + notes.size < 2) return false
    if (first === undefined) carryNotes(notes, pressed, view, onPress)
    else dragBlocks(own, first, pressed, view, (event) => onPress(isAdding(event)))
    return true
  }
}

function carryNotes(
  notes: ReadonlySet<number>,
  pressed: PointerEvent,
  view: CanvasView,
  onPress: (add: boolean) => void,
) {
  const from = view.toCanvas({ x: pressed.clientX, y: pressed.clientY })
  const by = () => useCanvas.getState().carried?.by
  followOnCanvas(pressed, view, {
    isHolding: () => by() !== undefined,
    at(place) {
      const far = Math.hypot(place.x - pressed.clientX, place.y - pressed.clientY)
      if (!by() && far < DRAG_AFTER) return
      const { x, y } = view.toCanvas(place)
      setCanvas({ carried: { notes, by: [x - from.x, y - from.y] } })
    },
    up(_, event) {
      const shift = by()
      setCanvas({ carried: null })
      const { document, apply } = useFlow.getState()
      if (!shift) onPress(isAdding(event))
      else if (document) apply(placeNotes(document, shiftedNotes(document, notes, shift)))
    },
    cancel: () => setCanvas({ carried: null }),
  })
}

const isAdding = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): boolean =>
  event.shiftKey || event.ctrlKey || event.metaKey

/** Chooses a note, or with `add` chooses it beside the others or no more. */
function choose(index: number, add: boolean) {
  const { blocks, notes, select } = useSelection.getState()
  if (!add) select([], { notes: [index] })
  else
    select(blocks, {
      notes: notes.has(index) ? [...notes].filter((one) => one !== index) : [...notes, index],
    })
}

type HandleProps = {
  label: string
  className: string
  by(dx: number, dy: number): Partial<Note>
  onHold(shown: Partial<Note> | null): void
  onDone(next: Partial<Note>, byKey: boolean): void
  /** whether it is chosen, and what a press that moves nothing does; `add` with Shift, Ctrl or Cmd */
  pressed?: boolean
  onPress?(add: boolean): void
  /** takes a press that moves more than this note; whether it did */
  onCarry?: ((pressed: PointerEvent, onPress: (add: boolean) => void) => boolean) | undefined
  children: ReactNode
}

/** Dragged, or moved by the arrow keys. A drag is one undo step, and Escape puts back. */
function Handle({ label, className, by, onHold, onDone, pressed, onPress, onCarry, children }: HandleProps) {
  const { getSight } = useCanvasView()
  const forth = isMirrored() ? -1 : 1
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.stopPropagation()
    if (onPress && onCarry?.(event, onPress)) return
    const from = { x: event.clientX, y: event.clientY }
    const moved = (now: { clientX: number; clientY: number }) => {
      const zoom = getSight().zoom
      return by((forth * (now.clientX - from.x)) / zoom, (now.clientY - from.y) / zoom)
    }
    watchPointer(event.pointerId, {
      move: (now) => onHold(moved(now)),
      up(now) {
        onHold(null)
        if (Math.hypot(now.clientX - from.x, now.clientY - from.y) >= DRAG_AFTER) onDone(moved(now), false)
        else onPress?.(isAdding(now))
      },
      cancel: () => onHold(null),
    })
  }
  const key = (event: KeyboardEvent) => {
    // as with blocks: what is chosen is deleted, else what has the keyboard; the command comes behind
    if (!hasChosen() && (event.key === 'Delete' || event.key === 'Backspace')) onPress?.(false)
    const way = ARROWS[event.key]
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const step = event.shiftKey ? FAR : STEP
    onDone(by(forth * way[0] * step, way[1] * step), true)
  }
  return (
    <button
      type="button"
      className={`note-button ${className}`}
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      data-canvas-keys={onPress && true}
      onPointerDown={press}
      // a click without a pointer: Enter or Space
      onClick={(event) => event.detail === 0 && onPress?.(event.shiftKey)}
      onKeyDown={key}
    >
      {children}
    </button>
  )
}
