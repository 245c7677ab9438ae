import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
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
  const matches = ZONES.some((zone) => fits(zone, text))
  return (
    <Autocomplete.Root
      items={ZONES}
      value={text}
      filter={fits}
      limit={MOST_SHOWN}
      onValueChange={(next) => onChange(next === '' ? undefined : next)}
      openOnInputClick
      open={open && matches}
      onOpenChange={setOpen}
    >
      <span className={`input ${wrong ? 'input-wrong' : ''}`}>
        <Autocomplete.Input
          id={id}
          placeholder={host ? t('zone.here', { zone: host.zone }) : undefined}
          spellCheck={false}
          aria-invalid={wrong || undefined}
          aria-describedby={describedBy}
        />
        <Autocomplete.Trigger className="combo-open" aria-label={t('zone.all')}>
          <ChevronDown size={15} aria-hidden />
        </Autocomplete.Trigger>
      </span>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className="popup-place" sideOffset={4}>
          <Autocomplete.Popup className="popup combo-popup zone-popup">
            <Autocomplete.List>
              {(zone: string) => (
                <Autocomplete.Item key={zone} value={zone} className="popup-item">
                  {zone}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
