import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Variable } from '#shared/flow'
import { Remove } from './controls/row-buttons.tsx'
import { VariableNow } from './variable-now.tsx'
import { VariableValue } from './variable-value.tsx'
import { WatchVariable } from './watch-variable.tsx'

type VariableRowProps = {
  variable: Variable
  others: readonly string[]
  /** just made: its name is there to be written over */
  isNew: boolean
  onShown(): void
  onChange(variable: Variable): void
  onRemove(): void
}

/** Renaming here leaves expressions as they are: they are named by hand, and their problems say so. */
export function VariableRow({ variable, others, isNew, onShown, onChange, onRemove }: VariableRowProps) {
  const { t } = useTranslation('inspector')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!isNew) return
    input.current?.select()
    onShown()
  }, [isNew, onShown])
  const [typed, setTyped] = useState<string | null>(null)
  const name = (typed ?? variable.name).trim()
  const wrong = typed !== null && (name === '' || others.includes(name))
  const type = (text: string) => {
    setTyped(text)
    const next = text.trim()
    if (next !== '' && !others.includes(next)) onChange({ ...variable, name: next })
  }
  return (
    <div className="row-of row-of-variable">
      <input
        ref={input}
        className={`row-name ${wrong ? 'input-wrong' : ''}`}
        aria-label={t('variableNameOf', { name: variable.name })}
        aria-invalid={wrong || undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? variable.name}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      <VariableValue
        key={others.length}
        variable={variable}
        onChange={(value) => onChange({ ...variable, value })}
      />
      <WatchVariable name={variable.name} />
      <Remove label={t('removeNamed', { name: variable.name })} onClick={onRemove} />
      <VariableNow name={variable.name} />
    </div>
  )
}
