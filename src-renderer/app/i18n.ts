import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { pseudoTexts } from '#shared/text'
import { useSettings } from '../model/settings-store.ts'

type Texts = Record<string, unknown>

/** One file per language and feature: `locales/en/palette.json` is namespace `palette`. */
const FILES = import.meta.glob<Texts>('./locales/*/*.json', { import: 'default', eager: true })

const resources: Record<string, Record<string, Texts>> = {}
for (const [path, texts] of Object.entries(FILES)) {
  const [language = '', file = ''] = path.split('/').slice(-2)
  resources[language] = { ...resources[language], [file.replace('.json', '')]: texts }
}

const PSEUDO = 'ar-XB'

/** English first; every text goes through here. Right-to-left languages mirror the page by `dir`. */
export function startI18n(): void {
  const { language } = useSettings.getState()
  if (language === PSEUDO)
    resources[PSEUDO] = Object.fromEntries(
      Object.entries(resources.en ?? {}).map(([name, texts]) => [name, pseudoTexts(texts as never)]),
    )
  i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'app',
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = i18next.language
  document.documentElement.dir = i18next.dir()
}
