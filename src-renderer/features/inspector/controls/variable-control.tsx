import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDocument, Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { Button } from '../../../ui/button.tsx'
import { fieldText, hasExpression } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { Combo } from './combo.tsx'
import type { ControlProps } from './control.ts'

/** The name of a variable: one of the flow's, one that a block makes, or a new one. */
export function VariableControl({ field, value, onChange, id, wrong, describedBy }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { block } = useInspected()
  const document = useFlow((flow) => flow.document)
  const names = document ? variableNames(document, block.id) : []
  const text = fieldText(value)
  const [open, setOpen] = useState(false)
  const own = document?.variables?.some(({ name }) => name === text)
  const isNew = text.trim() !== '' && !own && !hasExpression(text)
  return (
    <>
      <Combo
        items={names}
        text={text}
        onText={(next) => onChange(next === '' ? undefined : next)}
        open={open}
        onOpen={setOpen}
        id={id}
        placeholder={field.hint}
        wrong={wrong}
        describedBy={describedBy}
        openLabel={t('showVariables')}
      />
      {isNew && (
        <Button
          kind="line"
          size="small"
          className="combo-new"
          icon={<Plus size={13} aria-hidden />}
          onClick={() => {
            setOpen(false)
            addVariable(text.trim(), BEGINS_AS[block.type] ?? '')
          }}
        >
          {t('newVariable', { name: text.trim() })}
        </Button>
      )}
    </>
  )
}

/** The flow's variables first, then names that other blocks set. */
function variableNames({ variables = [], blocks }: FlowDocument, own: string): string[] {
  const set = blocks.flatMap(({ id, type, config }) =>
    id !== own && type.startsWith('data/') && typeof config.name === 'string' && !hasExpression(config.name)
      ? [config.name]
      : [],
  )
  return [...new Set([...variables.map(({ name }) => name), ...set])].filter((name) => name.trim() !== '')
}

/** What a new variable holds before the block that names it first runs. */
const BEGINS_AS: Readonly<Record<string, Json>> = { 'data/change-variable': 0, 'data/add-to-list': [] }

function addVariable(name: string, value: Json): void {
  const { document, apply } = useFlow.getState()
  if (!document) return
  apply([{ do: 'set-flow', set: { variables: [...(document.variables ?? []), { name, value }] } }])
}
