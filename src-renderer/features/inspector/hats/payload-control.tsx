import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import type { ControlProps } from '../controls/control.ts'
import { JsonInput } from '../controls/json-input.tsx'
import { Add, Remove } from '../controls/row-buttons.tsx'
import { doubleNames } from '../controls/value-kinds.ts'
import { useDraft } from '../use-field.ts'
import { FieldsFromEvent } from './fields-from-event.tsx'
import './hats.css'
import {
  fieldsOfSchema,
  PAYLOAD_KINDS,
  type PayloadField,
  type PayloadKind,
  schemaOfFields,
} from './payload-fields.ts'

/** What an event has to carry: a table of fields, or JSON where a schema says more than a table can show. */
export function PayloadControl({ field, value, onChange }: ControlProps) {
  const { t } = useTranslation('hats')
  const [asJson, setAsJson] = useState(false)
  const fields = fieldsOfSchema(value)
  if (fields === null || asJson)
    return (
      <div className="payload">
        <JsonInput value={value} onChange={onChange} label={field.title} />
        {fields === null && <p className="field-note muted">{t('payload.more')}</p>}
        <div className="payload-keys">
          {fields !== null && (
            <Button kind="line" size="small" onClick={() => setAsJson(false)}>
              {t('payload.asTable')}
            </Button>
          )}
          {value !== undefined && (
            <Button kind="line" size="small" onClick={() => onChange(undefined)}>
              {t('payload.clear')}
            </Button>
          )}
        </div>
      </div>
    )
  return (
    <div className="payload">
      <p className="field-note muted">{t(fields.length > 0 ? 'payload.about' : 'payload.any')}</p>
      <FieldTable value={value} onChange={onChange} />
      <FieldsFromEvent onFields={(next) => onChange(schemaOfFields(next))} />
      <Button kind="plain" size="small" onClick={() => setAsJson(true)}>
        {t('payload.asJson')}
      </Button>
    </div>
  )
}

/** A name that stands there twice is not stored until it is mended, as elsewhere. */
function FieldTable({ value, onChange }: Pick<ControlProps, 'value' | 'onChange'>) {
  const { t } = useTranslation('hats')
  const [rows, type] = useDraft(value, (given) => fieldsOfSchema(given) ?? [])
  const last = useRef<HTMLInputElement>(null)
  const twice = doubleNames(rows.map(({ name }) => ({ name, value: null })))
  const change = (next: PayloadField[]) => {
    const isTwice = doubleNames(next.map(({ name }) => ({ name, value: null }))).size > 0
    const schema = isTwice ? value : schemaOfFields(next)
    type(next, schema)
    if (!isTwice) onChange(schema)
  }
  const set = (i: number, part: Partial<PayloadField>) =>
    change(rows.with(i, { ...(rows[i] as PayloadField), ...part }))
  const add = () => {
    change([...rows, { name: '', kind: 'text', required: true }])
    requestAnimationFrame(() => last.current?.focus())
  }
  return (
    <div className="rows">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its name is typed
        <div key={i} className="row-of row-of-payload">
          <input
            ref={i === rows.length - 1 ? last : undefined}
            className={`row-name ${twice.has(row.name) ? 'input-wrong' : ''}`}
            aria-label={t('payload.name', { number: i + 1 })}
            aria-invalid={twice.has(row.name) || undefined}
            placeholder={t('payload.nameHint')}
            autoComplete="off"
            spellCheck={false}
            value={row.name}
            onChange={(event) => set(i, { name: event.target.value })}
          />
          <Select<PayloadKind>
            aria-label={t('payload.kindOf', { name: row.name || i + 1 })}
            value={row.kind}
            choices={PAYLOAD_KINDS.map((kind) => ({ value: kind, title: t(`payload.kind.${kind}`) }))}
            onChange={(kind) => set(i, { kind })}
          />
          <Remove
            label={t('payload.remove', { name: row.name || i + 1 })}
            onClick={() => change(rows.toSpliced(i, 1))}
          />
          <label className="payload-required">
            <input
              type="checkbox"
              aria-label={t('payload.requiredOf', { name: row.name || i + 1 })}
              checked={row.required}
              onChange={(event) => set(i, { required: event.target.checked })}
            />
            {t('payload.required')}
          </label>
        </div>
      ))}
      {twice.size > 0 && (
        <p className="field-note danger" role="status">
          {t('payload.twice', { name: [...twice][0] })}
        </p>
      )}
      <Add onClick={add}>{t('payload.add')}</Add>
    </div>
  )
}
