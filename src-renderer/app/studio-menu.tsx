import { ALargeSmall } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Logo } from '../ui/logo.tsx'
import { Menu, MenuItem, MenuRule } from '../ui/menu.tsx'
import { ThemeChoices } from './appearance-menu.tsx'
import { PAGES } from './go-pages.ts'
import { PageIcon } from './page-icon.tsx'

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
      {[...PAGES, 'secrets' as const].map((page) => (
        <MenuItem
          key={page}
          icon={<PageIcon page={page} size={16} />}
          command={`go.${page}`}
          onClick={() => go(`/${page}`)}
        >
          {t(page === 'flows' ? 'allFlows' : page)}
        </MenuItem>
      ))}
      <MenuRule />
      <ThemeChoices />
      <MenuItem
        icon={<ALargeSmall size={16} aria-hidden />}
        command="go.appearance"
        onClick={() => go('/appearance')}
      >
        {t('allLooks')}
      </MenuItem>
    </Menu>
  )
}
