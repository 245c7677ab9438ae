import { ALargeSmall, Blocks, KeyRound, LayoutTemplate, List, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Logo } from '../ui/logo.tsx'
import { Menu, MenuItem, MenuRule } from '../ui/menu.tsx'
import { ThemeChoices } from './appearance-menu.tsx'

/** Behind the logo in the editor: the other pages and the look. */
export function StudioMenu() {
  const { t } = useTranslation()
  const [, go] = useLocation()
  const trigger = (
    <button type="button" className="btn btn-square top-bar-logo" aria-label={t('menu')}>
      <Logo />
    </button>
  )
  return (
    <Menu trigger={trigger}>
      <MenuItem icon={<Blocks size={16} aria-hidden />} onClick={() => go('/flows')}>
        {t('allFlows')}
      </MenuItem>
      <MenuItem icon={<List size={16} aria-hidden />} onClick={() => go('/runs')}>
        {t('runs')}
      </MenuItem>
      <MenuItem icon={<Zap size={16} aria-hidden />} onClick={() => go('/triggers')}>
        {t('triggers')}
      </MenuItem>
      <MenuItem icon={<LayoutTemplate size={16} aria-hidden />} onClick={() => go('/templates')}>
        {t('templates')}
      </MenuItem>
      <MenuItem icon={<KeyRound size={16} aria-hidden />} onClick={() => go('/secrets')}>
        {t('secrets')}
      </MenuItem>
      <MenuRule />
      <ThemeChoices />
      <MenuItem icon={<ALargeSmall size={16} aria-hidden />} onClick={() => go('/appearance')}>
        {t('allLooks')}
      </MenuItem>
    </Menu>
  )
}
