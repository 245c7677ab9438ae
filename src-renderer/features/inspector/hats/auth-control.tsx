import { useTranslation } from 'react-i18next'
import { CALLER_WAYS, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { Select } from '../../../ui/select.tsx'
import type { ControlProps } from '../controls/control.ts'
import { MapControl } from '../controls/list-controls.tsx'
import { SecretControl } from '../controls/secret-control.tsx'
import { fieldText, hasExpression } from '../field-text.ts'
import { useDraft } from '../use-field.ts'
import { kindOfAuth } from './curl-line.ts'
import './hats.css'

/** Who may call a webhook: a way to be known, its secret, and what that way needs. */
export function AuthControl(props: ControlProps) {
  const { t } = useTranslation('hats')
  const { value, onChange, id, field } = props
  const kind = kindOfAuth(value)
  const rules: JsonObject = isObject(value) ? value : {}
  const needs = CALLER_WAYS[kind]
  // several secrets in a list, and what is computed, are filled in by name
  if (!needs || (rules.secret !== undefined && typeof rules.secret !== 'string') || hasExpression(rules.kind))
    return <MapControl {...props} />
  const set = (change: JsonObject) => onChange(withoutEmpty({ ...rules, kind, ...change }))
  const choose = (next: string) => {
    const kept = ['secret', ...(CALLER_WAYS[next] ?? [])].map((key) => [key, rules[key]] as const)
    onChange(withoutEmpty({ kind: next, ...(next === 'none' ? {} : Object.fromEntries(kept)) } as JsonObject))
  }
  return (
    <div className="auth">
      <Select
        id={id}
        aria-label={field.title}
        value={kind}
        choices={Object.keys(CALLER_WAYS).map((way) => ({ value: way, title: t(`auth.way.${way}`) }))}
        onChange={choose}
      />
      {kind !== 'none' && (
        <div className="auth-line">
          <span className="sm muted">{t('auth.secret')}</span>
          <SecretControl
            {...props}
            id={`${id}-secret`}
            field={{ kind: 'secret', title: t('auth.secret') }}
            value={rules.secret}
            onChange={(secret) => set({ secret: secret as Json })}
          />
        </div>
      )}
      {needs.map((key) => (
        <AuthText key={key} name={key} value={rules[key]} onChange={(next) => set({ [key]: next })} />
      ))}
    </div>
  )
}

function AuthText({
  name,
  value,
  onChange,
}: {
  name: string
  value: Json | undefined
  onChange(value: string): void
}) {
  const { t } = useTranslation('hats')
  const [text, type] = useDraft(value, fieldText)
  return (
    <label className="auth-line">
      <span className="sm muted">{t(`auth.${name}`)}</span>
      <span className="input">
        <input
          autoComplete="off"
          spellCheck={false}
          placeholder={t(`auth.hint.${name}`)}
          value={text}
          onChange={(event) => {
            type(event.target.value, event.target.value === '' ? undefined : event.target.value)
            onChange(event.target.value)
          }}
        />
      </span>
    </label>
  )
}

const withoutEmpty = (map: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined && value !== ''))
