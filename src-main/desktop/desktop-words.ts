import i18next, { type TFunction } from 'i18next'
import { pseudoTexts } from '#shared/text'
import type { Blockloom } from '../compose.ts'
import en from './locales/en.json' with { type: 'json' }

/** The key of the setting: the language that the studio had last, for a start without a window. */
const LANGUAGE_KEY = 'desktopLanguage'

/** Languages there are; `ar-XB` is made of English for tests, as in the studio. */
const TEXTS: Readonly<Record<string, () => object>> = { en: () => en, 'ar-XB': () => pseudoTexts(en) }

/** The texts of the desktop app outside of its window, in the language of the studio. */
export type DesktopWords = {
  say: TFunction
  /** for dates and numbers, BCP 47 */
  locale(): string
  /** from now on, and after the next start; a language that is not there changes nothing */
  speak(language: unknown): void
  /** told after each change */
  listen(listener: () => void): void
}

/** @param settings missing where no data folder could be opened: English */
export function desktopWords(settings?: Blockloom['store']['settings']): DesktopWords {
  const words = i18next.createInstance()
  const listeners = new Set<() => void>()
  words.init({
    ...{ lng: 'en', fallbackLng: 'en', initAsync: false, returnNull: false },
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  })
  const turnTo = (language: unknown): boolean => {
    const texts = typeof language === 'string' && Object.hasOwn(TEXTS, language) ? TEXTS[language] : undefined
    if (texts === undefined || language === words.language) return false
    words.addResourceBundle(String(language), 'translation', texts())
    void words.changeLanguage(String(language))
    return true
  }
  turnTo(settings?.get(LANGUAGE_KEY))
  return {
    say: ((...args: Parameters<TFunction>) => words.t(...args)) as TFunction,
    locale: () => (words.language === 'en' ? 'en-GB' : words.language),
    speak(language) {
      if (!turnTo(language)) return
      // a full disk is told elsewhere: until the next start it is known here
      try {
        settings?.set(LANGUAGE_KEY, words.language)
      } catch {}
      for (const listener of listeners) listener()
    },
    listen: (listener) => void listeners.add(listener),
  }
}
