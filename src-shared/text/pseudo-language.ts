type Texts = { [key: string]: string | Texts }

const ACCENTS: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  O: 'Ó',
}
/** Translations grow by as much, so places must have room for it. */
const GROWS_BY = 0.4

/**
 * A language made of English for looking at the page: every text in brackets, so that one that is not translated is
 * seen at once, longer by 40 %, and read from the right (`ar-XB`, the usual name of such a language).
 */
export function pseudoTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === 'string' ? pseudo(text) : pseudoTexts(text),
    ]),
  )
}

function pseudo(text: string): string {
  if (text === '') return ''
  // what stands in braces is filled in, and keeps its name
  const said = text.replace(/\{\{[^}]*\}\}|[aeiouAEO]/g, (part) => ACCENTS[part] ?? part)
  const letters = text.replace(/\{\{[^}]*\}\}/g, '').length
  return `[${said}${'·'.repeat(Math.ceil(letters * GROWS_BY))}]`
}
