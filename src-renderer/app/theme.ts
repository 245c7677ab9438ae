import { useSettings } from '../model/settings-store.ts'

const darkQuery = matchMedia('(prefers-color-scheme: dark)')
const contrastQuery = matchMedia('(prefers-contrast: more)')

/** Puts the chosen colours, size and motion on the page, and keeps them there when the choice or the system changes. */
export function followTheme(): void {
  const show = () => {
    const { theme, textSize, motion } = useSettings.getState()
    const { dataset } = document.documentElement
    dataset.theme = theme === 'system' ? systemTheme() : theme
    dataset.text = textSize
    dataset.motion = motion
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
