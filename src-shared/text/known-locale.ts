import { AppError } from '#shared/error'

/**
 * A language tag (BCP 47) as the engine knows it; English when it is empty, so that a result is the same everywhere.
 * @param field of the config, for the error's `details.field`
 * @throws AppError `data.bad-locale`
 */
export function knownLocale(text: string | undefined, field: string): string {
  const tag = text?.trim().replaceAll('_', '-') || 'en'
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    throw new AppError({
      code: 'data.bad-locale',
      message: `"${text}" is not the tag of a language.`,
      fix: 'Write a language, or a language and a country: en, de-CH, pt-BR',
      details: { field },
    })
  }
}
