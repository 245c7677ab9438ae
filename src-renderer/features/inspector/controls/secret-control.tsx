import { KeyRound } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { secretNames, useSecrets } from '../../../model/secrets-store.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { useLoad } from '../../../ui/use-load.ts'
import type { ControlProps } from './control.ts'
import { TextControl } from './text-control.tsx'

const NAMED = /^\{\{\s*secrets\.([A-Za-z_$][\w$]*)\s*\}\}$/
/** No secret has such a name. */
const NEW = '+'

/** A secret by its name; its value is never here. Anything else that stands in the field is shown as it is. */
export function SecretControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const { field, value, onChange, id } = props
  const ask = useSecrets((state) => state.ask)
  const { value: names, error } = useNames()
  const chosen = value === undefined ? '' : NAMED.exec(String(value))?.[1]
  if (chosen === undefined) return <AsText {...props} />
  if (error?.code === 'api.not-allowed')
    return (
      <>
        <AsText {...props} />
        <p className="field-note muted">{t('secretsHidden', { expression: '{{ secrets.NAME }}' })}</p>
      </>
    )
  const known = new Set([...(names ?? []), ...(chosen ? [chosen] : [])])
  const choices = [
    { value: '', title: t(names?.length === 0 ? 'noSecrets' : 'noSecret') },
    ...[...known].map((name) => ({ value: name, title: name })),
    { value: NEW, title: t('newSecret') },
  ]
  const use = (name: string) => onChange(name ? `{{ secrets.${name} }}` : undefined)
  return (
    <span className="secret-choice">
      <Select
        id={id}
        aria-label={field.title}
        value={chosen}
        choices={choices}
        onChange={(name) => (name === NEW ? ask({ onSet: use }) : use(name))}
      />
      <IconButton
        label={t('allSecrets')}
        icon={<KeyRound size={15} />}
        onClick={() => location.assign('#/secrets')}
      />
    </span>
  )
}

const AsText = (props: ControlProps) => (
  <div className={`field-box ${props.wrong ? 'field-box-wrong' : ''}`}>
    <TextControl {...props} />
  </div>
)

function useNames() {
  const changes = useSecrets((state) => state.changes)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is what asks again
  return useLoad(useCallback(() => secretNames(), [changes]))
}
