import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isList, isObject } from '#shared/block'
import type { Json } from '#shared/flow'
import { useInspected } from '../inspector-context.ts'
import { useDraft } from '../use-field.ts'
import type { ControlProps } from './control.ts'
import { JsonInput } from './json-input.tsx'
import { RecordControl } from './record-control.tsx'
import { Add, Remove } from './row-buttons.tsx'
import { TextControl } from './text-control.tsx'
import { ValueEditor } from './value-editor.tsx'
import { doubleNames, type MapRow, mapOf, rowsOf } from './value-kinds.ts'

/** Longer lists are edited as JSON: so many rows are no help to anybody. */
export const MOST_ROWS = 40

/** A fixed list, an item a row. */
export function ListControl({ field, name, value, onChange, id, onEditing }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { colourOf } = useInspected()
  const { rows, add } = useNewRow()
  const given = value ?? field.default
  const items = isList(given) ? given : []
  if (field.choices) return <SomeOfControl field={field} value={value} onChange={onChange} />
  if (items.length > MOST_ROWS)
    return <JsonInput value={items} onChange={onChange} label={field.title} id={id} />
  const set = (i: number, item: Json) => onChange(items.with(i, item))
  return (
    <div ref={rows} className="rows">
      {items.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
        <div key={i} className="row-of">
          {field.of ? (
            <div className="field-box">
              <TextControl
                field={{ kind: field.of, title: t('itemOf', { title: field.title, number: i + 1 }) }}
                name={`${name}.${i}`}
                value={item}
                onChange={(next) => set(i, next ?? '')}
                id={i === 0 ? id : `${id}-${i}`}
                wrong={false}
                first={false}
                onEditing={onEditing}
              />
            </div>
          ) : (
            <ValueEditor
              value={item}
              onChange={(next) => set(i, next)}
              label={t('itemOf', { title: field.title, number: i + 1 })}
              colourOf={colourOf}
            />
          )}
          <Remove
            label={t('removeItem', { number: i + 1 })}
            onClick={() => onChange(items.toSpliced(i, 1))}
          />
        </div>
      ))}
      <Add onClick={() => add(() => onChange([...items, '']))}>{t(ADDS[field.of ?? 'any'])}</Add>
    </div>
  )
}

const ADDS = { file: 'addFile', folder: 'addFolder', flow: 'addItem', any: 'addItem' } as const

/** Who adds a row writes into it next: the keyboard goes there once it is drawn. */
export function useNewRow() {
  const rows = useRef<HTMLDivElement>(null)
  const added = useRef(false)
  useEffect(() => {
    if (!added.current) return
    added.current = false
    rows.current
      ?.querySelector<HTMLElement>(
        ':scope > :nth-last-child(1 of :is(.row-of, .table-row)) :is(input, textarea)',
      )
      ?.focus()
  })
  const add = (change: () => void) => {
    added.current = true
    change()
  }
  return { rows, add }
}

/** Some of the things that a block type names; what is none of them stays, and the field's problem says so. */
function SomeOfControl({ field, value, onChange }: Pick<ControlProps, 'field' | 'value' | 'onChange'>) {
  const given = value ?? field.default
  const held = isList(given) ? given : []
  const turn = (one: string, on: boolean) => {
    const order = (field.choices ?? []).map((choice) => choice.value)
    const kept = held.filter((item) => item !== one)
    const place = (item: Json) => order.indexOf(String(item))
    onChange(on ? [...kept, one].sort((a, b) => place(a) - place(b)) : kept)
  }
  return (
    <div className="some-of">
      {field.choices?.map(({ value: one, title }) => (
        <label key={one} className="some-of-choice">
          <input
            type="checkbox"
            checked={held.includes(one)}
            onChange={(event) => turn(one, event.target.checked)}
          />
          {title}
        </label>
      ))}
    </div>
  )
}

/** Names with values, a pair a row. */
export function MapControl(props: ControlProps) {
  // a record's names are known
  return props.field.columns && !hasStrange(props) ? (
    <RecordControl {...props} />
  ) : (
    <PairsControl {...props} />
  )
}

/** What a record holds beyond its names has no cell of its own. */
function hasStrange({ field, value }: ControlProps): boolean {
  return isObject(value) && Object.keys(value).some((name) => !field.columns?.[name])
}

function PairsControl({ field, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { colourOf } = useInspected()
  const [rows, type] = useDraft(value ?? field.default, rowsOf)
  const place = useNewRow()
  const twice = doubleNames(rows)
  const change = (next: readonly MapRow[]) => {
    const stored = mapOf(next)
    type([...next], stored ?? value ?? field.default)
    if (stored) onChange(stored)
  }
  const set = (i: number, row: Partial<MapRow>) => change(rows.with(i, { ...(rows[i] as MapRow), ...row }))
  return (
    <div ref={place.rows} className="rows">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its name is typed
        <div key={i} className="row-of row-of-map">
          <input
            className={`row-name ${twice.has(row.name) ? 'input-wrong' : ''}`}
            aria-label={t('nameOf', { title: field.title, number: i + 1 })}
            aria-invalid={twice.has(row.name) || undefined}
            placeholder={t('name')}
            autoComplete="off"
            spellCheck={false}
            value={row.name}
            onChange={(event) => set(i, { name: event.target.value })}
          />
          <ValueEditor
            value={row.value}
            onChange={(next) => set(i, { value: next })}
            label={row.name || t('valueOf', { title: field.title, number: i + 1 })}
            placeholder={t('value')}
            colourOf={colourOf}
          />
          <Remove
            label={t('removeNamed', { name: row.name || t('value') })}
            onClick={() => change(rows.toSpliced(i, 1))}
          />
        </div>
      ))}
      {twice.size > 0 && (
        <p className="field-note danger" role="status">
          {t('nameTwice', { name: [...twice][0] })}
        </p>
      )}
      <Add onClick={() => place.add(() => change([...rows, { name: '', value: '' }]))}>{t('addNamed')}</Add>
    </div>
  )
}

/** Any value: a text with values in it, or a number, yes or no, a list, an object. */
export function ValueControl({
  field,
  value,
  onChange,
  id,
  first,
  wrong,
  describedBy,
  onEditing,
}: ControlProps) {
  const { colourOf } = useInspected()
  return (
    <ValueEditor
      value={value}
      onChange={(next) => onChange(next === '' && !field.required ? undefined : next)}
      label={field.title}
      id={id}
      placeholder={typeof field.default === 'string' ? field.default : field.hint}
      colourOf={colourOf}
      first={first}
      wrong={wrong}
      describedBy={describedBy}
      onEditing={onEditing}
    />
  )
}
