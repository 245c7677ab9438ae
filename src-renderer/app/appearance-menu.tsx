import { Contrast, Monitor, Moon, Sun } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { THEMES, type ThemeChoice, useSettings } from '../model/settings-store.ts'
import { MenuChoice } from '../ui/menu.tsx'

const ICONS = { system: Monitor, light: Sun, dark: Moon, contrast: Contrast } as const

/** The choice of theme, to stand inside any menu. */
export function ThemeChoices() {
  const { t } = useTranslation()
  const { theme, setTheme } = useSettings()
  const choices = THEMES.map((value) => ({
    value,
    title: t(`theme.${value}`),
    icon: themeIcon(value),
    command: `look.${value}`,
  }))
  return <MenuChoice label={t('appearance')} value={theme} choices={choices} onChange={setTheme} />
}

function themeIcon(theme: ThemeChoice) {
  const Icon = ICONS[theme]
  return <Icon size={17} aria-hidden />
}
