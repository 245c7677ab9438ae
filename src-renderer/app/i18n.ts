import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { pseudoTexts } from '#shared/text'
import { useSettings } from '../model/settings-store.ts'

type Texts = Record<string, unknown>

/**
 * One file per language and feature: `locales/en/palette.json` is namespace `palette`. What only a page says that comes
 * when it is asked for stands in `later/`, in a file of the same name.
 */
const FILES = import.meta.glob<Texts>('./locales/*/*.json', { import: 'default', eager: true })

const LATER = import.meta.glob<Texts>('./locales/*/later/*.json', { import: 'default' })

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

/** The texts that come with a page, put beside those that are here. @param name of the namespace */
export async function addTexts(name: string): Promise<void> {
  const textsOf = async (language: string) => LATER[`./locales/${language}/later/${name}.json`]?.()
  const english = (await textsOf('en')) ?? {}
  i18next.addResourceBundle('en', name, english, true, true)
  const { language } = i18next
  if (language === 'en') return
  const texts = language === PSEUDO ? pseudoTexts(english as never) : await textsOf(language)
  if (texts) i18next.addResourceBundle(language, name, texts, true, true)
}
