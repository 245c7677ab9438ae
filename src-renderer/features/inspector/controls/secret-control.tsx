import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../../link/client.ts'
import { Select } from '../../../ui/select.tsx'
import { useLoad } from '../../../ui/use-load.ts'
import type { ControlProps } from './control.ts'
import { TextControl } from './text-control.tsx'

const NAMED = /^\{\{\s*secrets\.([A-Za-z_$][\w$]*)\s*\}\}$/

/** A secret by its name; its value is never here. Anything else that stands in the field is shown as it is. */
export function SecretControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const { field, value, onChange, id } = props
  const { value: names } = useLoad(useCallback(() => client.secrets.names(), []))
  const chosen = value === undefined ? '' : NAMED.exec(String(value))?.[1]
  if (chosen === undefined) return <TextControl {...props} />
  const known = new Set([...(names ?? []), ...(chosen ? [chosen] : [])])
  if (names && known.size === 0) return <p className="field-note muted">{t('noSecrets')}</p>
  const choices = [
    { value: '', title: t('noSecret') },
    ...[...known].map((name) => ({ value: name, title: name })),
  ]
  return (
    <Select
      id={id}
      aria-label={field.title}
      value={chosen}
      choices={choices}
      onChange={(name) => onChange(name ? `{{ secrets.${name} }}` : undefined)}
    />
  )
}
