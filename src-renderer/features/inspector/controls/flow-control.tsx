import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { nameFlows } from '../../../ui/block-art/flow-names.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Select } from '../../../ui/select.tsx'
import { useLoad } from '../../../ui/use-load.ts'
import { fieldText, hasExpression } from '../field-text.ts'
import type { ControlProps } from './control.ts'
import { TextControl } from './text-control.tsx'

const MOST_FLOWS = 500
async function loadFlows() {
  const page = await client.flows.list({ limit: MOST_FLOWS })
  nameFlows(page.items)
  return page
}

/** Another flow, by its name; what is stored is its id. */
export function FlowControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const { field, value, onChange, id } = props
  const own = useFlow((flow) => flow.id)
  const { value: page } = useLoad(loadFlows)
  const chosen = fieldText(value)
  if (hasExpression(value)) return <TextControl {...props} />
  const flows = page?.items ?? []
  const isGone = chosen !== '' && page !== undefined && !flows.some((flow) => flow.id === chosen)
  const choices = [
    { value: '', title: t('chooseFlow') },
    ...flows.map((flow) => ({
      value: flow.id,
      title: flow.id === own ? t('flowItself', { name: flow.name }) : flow.name,
    })),
    ...(isGone || (chosen !== '' && page === undefined) ? [{ value: chosen, title: chosen }] : []),
  ]
  return (
    <span className="flow-choice">
      <Select
        id={id}
        aria-label={field.title}
        value={chosen}
        choices={choices}
        onChange={(next) => onChange(next === '' ? undefined : next)}
      />
      <IconButton
        label={t('openFlow')}
        off={chosen === '' || isGone}
        icon={<ExternalLink size={15} />}
        onClick={() => location.assign(`#/flows/${chosen}`)}
      />
    </span>
  )
}
