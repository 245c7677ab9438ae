import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Combo } from '../controls/combo.tsx'
import type { ControlProps } from '../controls/control.ts'
import { TextControl } from '../controls/text-control.tsx'
import { fieldText, hasExpression } from '../field-text.ts'
import './hats.css'
import { useHostInfo } from './use-host-info.ts'

/** UTC is a zone to everybody but this list. */
const ZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
/** More than anybody reads: typing finds the others. */
const MOST_SHOWN = 80

const fits = (zone: string, typed: string): boolean =>
  zone.toLowerCase().includes(typed.trim().toLowerCase().replaceAll(' ', '_'))

/** A time zone, found by its city; empty is that of the machine the flow runs on. */
export function ZoneControl(props: ControlProps) {
  const { t } = useTranslation('hats')
  const { value, onChange, id, wrong, describedBy } = props
  const host = useHostInfo()
  const [open, setOpen] = useState(false)
  const text = fieldText(value)
  if (hasExpression(value))
    return (
      <div className={`field-box ${wrong ? 'field-box-wrong' : ''}`}>
        <TextControl {...props} />
      </div>
    )
  return (
    <Combo
      items={ZONES}
      text={text}
      onText={(next) => onChange(next === '' ? undefined : next)}
      fits={fits}
      limit={MOST_SHOWN}
      open={open}
      onOpen={setOpen}
      id={id}
      placeholder={host ? t('zone.here', { zone: host.zone }) : undefined}
      wrong={wrong}
      describedBy={describedBy}
      openLabel={t('zone.all')}
      className="zone-popup"
    />
  )
}
