import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field } from '#shared/block'
import type { Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import type { PlacedItem } from '../../../ui/block-art/block-face.ts'
import { kindOf } from '../block-kinds.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { editNextField, focusBlock } from '../editing.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'
import { inlineKind, textToEdit, valueOfText } from '../inline-field.ts'
import { ChoiceMenu } from './choice-menu.tsx'

type FieldItem = Extract<PlacedItem, { is: 'field' }>
type EditorProps = { placed: PlacedBlock; item: FieldItem; field: Field; stack: PlacedStack }

/** The one field of this stack that is being edited: an input or a menu laid over its drawing. */
export function FieldEditorOf({ stack }: { stack: PlacedStack }) {
  const editing = useCanvas((state) => state.editing)
  const placed = editing && stack.blocks.find((each) => each.hanging.block.id === editing.block)
  if (!editing || !placed) return null
  const item = placed.face.items.find((each) => each.is === 'field' && each.key === editing.field)
  const field = kindOf(placed.hanging.block).declaration?.fields[editing.field]
  if (!field || item?.is !== 'field') return null
  const kind = inlineKind(field, placed.hanging.block.config[item.key] ?? field.default)
  const Editor = kind === 'menu' ? MenuEditor : TextEditor
  return <Editor key={`${editing.block} ${editing.field}`} {...{ placed, item, field, stack }} />
}

const boxOf = ({ placed, item, stack }: EditorProps) => ({
  insetInlineStart: placed.x - stack.x + item.x,
  top: placed.y - stack.y + (placed.face.row - item.h) / 2,
  minWidth: item.w,
  height: item.h,
})

const close = (block: string, andFocus: boolean) => {
  setCanvas({ editing: null })
  if (andFocus) focusBlock(block)
}

const commit = (block: string, key: string, value: Json | undefined) =>
  useFlow.getState().apply([{ do: 'set-config', id: block, key, value }], { group: `${block} ${key}` })

/** Commits while typing, so nothing is lost whatever closes it; Escape takes the typing back. */
function TextEditor(props: EditorProps) {
  const { placed, item, field } = props
  const { t } = useTranslation('canvas')
  const { block } = placed.hanging
  const [before] = useState(block.config[item.key])
  const [text, setText] = useState(() => textToEdit(field, before ?? field.default))
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus({ preventScroll: true })
    input.current?.select()
  }, [])
  const type = (next: string) => {
    setText(next)
    commit(block.id, item.key, valueOfText(field, next))
  }
  return (
    <input
      ref={input}
      className={`field-input ${item.shape}`}
      style={boxOf(props)}
      value={text}
      aria-label={field.title}
      placeholder={field.kind === 'condition' ? t('conditionHint') : (field.hint ?? '')}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => type(event.target.value)}
      onBlur={() =>
        setCanvas((state) => (isThis(state.editing, block.id, item.key) ? { editing: null } : {}))
      }
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') commit(block.id, item.key, before)
        if (event.key === 'Escape' || event.key === 'Enter') close(block.id, true)
        if (event.key === 'Tab' && editNextField(block, item.key, event.shiftKey)) event.preventDefault()
      }}
    />
  )
}

const isThis = (editing: { block: string; field: string } | null, block: string, field: string) =>
  editing?.block === block && editing.field === field

function MenuEditor(props: EditorProps) {
  const { placed, item, field } = props
  const { block } = placed.hanging
  const { insetInlineStart, top, minWidth, height } = boxOf(props)
  return (
    <ChoiceMenu
      title={field.title}
      field={field}
      value={block.config[item.key] ?? field.default}
      place={{ insetInlineStart, top: top + height + 4, minWidth }}
      onChoose={(value) => {
        commit(block.id, item.key, value)
        close(block.id, true)
      }}
      onClose={(andFocus) => close(block.id, andFocus)}
    />
  )
}
