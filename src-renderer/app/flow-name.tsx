import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../model/flow-store.ts'

/** The flow's name, edited where it stands. An empty name is put back. */
export function FlowName() {
  const { t } = useTranslation()
  const name = useFlow((flow) => flow.document?.name)
  const [typed, setTyped] = useState<string | null>(null)
  useEffect(() => {
    if (name === undefined) setTyped(null)
  }, [name])
  if (name === undefined) return null
  const type = (text: string) => {
    setTyped(text)
    const next = text.trim()
    if (next && next !== name)
      useFlow.getState().apply([{ do: 'set-flow', set: { name: next } }], { group: 'flow name' })
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
  }
  return (
    <input
      className="flow-name"
      aria-label={t('flowName')}
      value={typed ?? name}
      maxLength={200}
      onChange={(event) => type(event.target.value)}
      onKeyDown={press}
      onBlur={() => setTyped(null)}
      spellCheck={false}
    />
  )
}
