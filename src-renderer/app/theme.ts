import { useSettings } from '../model/settings-store.ts'

const darkQuery = matchMedia('(prefers-color-scheme: dark)')
const contrastQuery = matchMedia('(prefers-contrast: more)')

/** Puts the chosen theme on the page, and keeps it there when the choice or the system changes. */
export function followTheme(): void {
  const show = () => {
    const { theme } = useSettings.getState()
    document.documentElement.dataset.theme = theme === 'system' ? systemTheme() : theme
  }
  show()
  useSettings.subscribe(show)
  darkQuery.addEventListener('change', show)
  contrastQuery.addEventListener('change', show)
}

function systemTheme(): 'light' | 'dark' | 'contrast' {
  if (contrastQuery.matches) return 'contrast'
  return darkQuery.matches ? 'dark' : 'light'
}
