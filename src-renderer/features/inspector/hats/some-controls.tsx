import { useTranslation } from 'react-i18next'
import { isList } from '#shared/block'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { useLoad } from '../../../ui/use-load.ts'
import type { ControlProps } from '../controls/control.ts'
import { ListControl } from '../controls/list-controls.tsx'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'ANY']

/** Ways to call, ticked; what is written in small letters counts as the same. */
export function MethodsControl(props: ControlProps) {
  const { t } = useTranslation('hats')
  const given = props.value ?? props.field.default
  const held = isList(given) ? given.map((one) => String(one).toUpperCase()) : []
  if (held.some((one) => !METHODS.includes(one))) return <ListControl {...props} />
  const choices = METHODS.map((value) => ({ value, title: value === 'ANY' ? t('webhook.any') : value }))
  return <ListControl {...props} value={held} field={{ ...props.field, choices }} />
}

const MOST_FLOWS = 500
const loadFlows = () => client.flows.list({ limit: MOST_FLOWS })

/** Flows by their names, ticked; none ticked are all. What is named and not there stays in sight, so that it can be taken out. */
export function FailedFlowsControl(props: ControlProps) {
  const { t } = useTranslation('hats')
  const own = useFlow((flow) => flow.id)
  const { value: page } = useLoad(loadFlows)
  const given = isList(props.value) ? props.value.map(String) : []
  const flows = (page?.items ?? []).filter(({ id }) => id !== own)
  // a flow may stand here by its name too
  const held = given.map((one) => flows.find(({ id, name }) => id === one || name === one)?.id ?? one)
  const gone = page ? held.filter((one) => !flows.some(({ id }) => id === one)) : held
  const choices = [
    ...flows.map(({ id, name }) => ({ value: id, title: name })),
    ...gone.map((one) => ({ value: one, title: page ? t('failed.gone', { name: one }) : one })),
  ]
  if (page && choices.length === 0) return <p className="muted">{t('failed.noOthers')}</p>
  return (
    <>
      {held.length === 0 && <p className="field-note muted">{t('failed.any')}</p>}
      <div className="failed-flows">
        <ListControl
          {...props}
          value={held}
          onChange={(next) => props.onChange(isList(next) && next.length > 0 ? next : undefined)}
          field={{ ...props.field, choices }}
        />
      </div>
    </>
  )
}
