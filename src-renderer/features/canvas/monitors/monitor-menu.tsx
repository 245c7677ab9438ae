import { Hash, List, SlidersHorizontal } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json, MonitorLook } from '#shared/flow'
import { looksFor, withLook } from '../../../model/monitor-edits.ts'
import { MenuChoice, MenuItem, MenuRule } from '../../../ui/menu.tsx'
import { MenuAt } from '../../../ui/menu-at.tsx'
import { changeMonitor, hideMonitor } from './change-monitor.ts'

type MonitorMenuProps = {
  name: string
  look: MonitorLook
  value: Json | undefined
  at: { x: number; y: number }
  /** how far the slider goes is to be asked */
  onEnds(): void
  onClose(): void
}

const ICONS = { value: Hash, list: List, slider: SlidersHorizontal } as const

/** How a watched variable looks, as far as it fits what is held; how far a slider goes; and off the canvas with it. */
export function MonitorMenu({ name, look, value, at, onEnds, onClose }: MonitorMenuProps) {
  const { t } = useTranslation('canvas')
  const looks = looksFor(value)
  return (
    <MenuAt label={t('monitor.menu', { name })} at={at} onClose={onClose}>
      {looks.length > 1 && (
        <>
          <MenuChoice
            label={t('monitor.look')}
            value={look}
            choices={looks.map((each) => {
              const Icon = ICONS[each]
              return { value: each, title: t(`monitor.looks.${each}`), icon: <Icon size={16} aria-hidden /> }
            })}
            onChange={(next) => changeMonitor(name, (now) => withLook(now, next, value))}
          />
          <MenuRule />
        </>
      )}
      {look === 'slider' && <MenuItem onClosed={onEnds}>{t('monitor.ends')}</MenuItem>}
      <MenuItem keys="Delete" onClosed={() => hideMonitor(name)}>
        {t('monitor.hide')}
      </MenuItem>
    </MenuAt>
  )
}
