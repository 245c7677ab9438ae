import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Variable } from '#shared/flow'
import { sayValueShort } from '../../ui/value-tree/value-words.ts'
import { ValueEditor } from './controls/value-editor.tsx'
import { isLongValue } from './long-value.ts'
import './variable-value.css'

type VariableValueProps = { variable: Variable; onChange(value: Variable['value']): void }
type Shown = 'inline' | 'folded' | 'open'
const NO_COLOUR = () => undefined

/**
 * What a variable begins with. A long list or text is one line that opens below its row; what becomes long while it
 * is typed stays where it is typed.
 */
export function VariableValue({ variable, onChange }: VariableValueProps) {
  const { t } = useTranslation('inspector')
  const { name, value } = variable
  const [held, setShown] = useState<Shown>(() => (isLongValue(value) ? 'folded' : 'inline'))
  const shown = held === 'folded' && !isLongValue(value) ? 'inline' : held
  const label = t('variableValue', { name })
  const editor = (
    <ValueEditor
      value={value}
      onChange={(next) => {
        // what was short a moment ago and is typed into is not folded under the hand
        setShown(shown)
        onChange(next)
      }}
      label={label}
      placeholder={t('empty')}
      expressions={false}
      colourOf={NO_COLOUR}
    />
  )
  if (shown === 'inline') return editor
  return (
    <Folding
      variable={variable}
      open={shown === 'open'}
      onOpen={(on) => setShown(on ? 'open' : 'folded')}
      editor={editor}
    />
  )
}

type FoldingProps = {
  variable: Variable
  open: boolean
  onOpen(open: boolean): void
  editor: React.ReactNode
}

/** Escape closes it, as the line does, and the keyboard is on the line again. */
function Folding({ variable: { name, value }, open, onOpen, editor }: FoldingProps) {
  const { t } = useTranslation('inspector')
  const panel = useRef<HTMLDivElement>(null)
  const line = useRef<HTMLButtonElement>(null)
  const opened = useRef(false)
  const id = useId()
  useEffect(() => {
    if (opened.current) panel.current?.querySelector('textarea')?.focus()
    opened.current = false
  })
  const turn = () => {
    opened.current = !open
    onOpen(!open)
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onOpen(false)
    line.current?.focus()
  }
  const words = sayValueShort(value)
  return (
    <>
      <button
        ref={line}
        type="button"
        className="variable-long"
        aria-label={t('variableBegins', { name, value: words })}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={turn}
      >
        <span className="grow" dir="auto">
          {words}
        </span>
        <ChevronDown size={14} aria-hidden />
      </button>
      {open && (
        // biome-ignore lint/a11y/noStaticElementInteractions: what is pressed in the editor bubbles here
        <div ref={panel} id={id} className="variable-long-editor" onKeyDown={leave}>
          {editor}
        </div>
      )}
    </>
  )
}
