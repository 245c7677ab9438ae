import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronDown, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDocument, Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { Button } from '../../../ui/button.tsx'
import { fieldText, hasExpression } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import type { ControlProps } from './control.ts'

/** The name of a variable: one of the flow's, one that a block makes, or a new one. */
export function VariableControl({ field, value, onChange, id, wrong, describedBy }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { block } = useInspected()
  const document = useFlow((flow) => flow.document)
  const names = document ? variableNames(document, block.id) : []
  const text = fieldText(value)
  const [open, setOpen] = useState(false)
  // A list without lines would only hide what stands below it.
  const matches = names.some((name) => name.toLowerCase().includes(text.trim().toLowerCase()))
  const own = document?.variables?.some(({ name }) => name === text)
  const isNew = text.trim() !== '' && !own && !hasExpression(text)
  return (
    <>
      <Autocomplete.Root
        items={names}
        value={text}
        onValueChange={(next) => onChange(next === '' ? undefined : next)}
        openOnInputClick
        open={open && matches}
        onOpenChange={setOpen}
      >
        <span className={`input ${wrong ? 'input-wrong' : ''}`}>
          <Autocomplete.Input
            id={id}
            placeholder={field.hint}
            spellCheck={false}
            aria-invalid={wrong || undefined}
            aria-describedby={describedBy}
          />
          <Autocomplete.Trigger className="combo-open" aria-label={t('showVariables')}>
            <ChevronDown size={15} aria-hidden />
          </Autocomplete.Trigger>
        </span>
        <Autocomplete.Portal>
          <Autocomplete.Positioner className="popup-place" sideOffset={4}>
            <Autocomplete.Popup className="popup combo-popup">
              <Autocomplete.List>
                {(name: string) => (
                  <Autocomplete.Item key={name} value={name} className="popup-item">
                    {name}
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Popup>
          </Autocomplete.Positioner>
        </Autocomplete.Portal>
      </Autocomplete.Root>
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
