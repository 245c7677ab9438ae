import type { Plugin } from 'vite'

/**
 * V8 keeps a whole script in two bytes a letter when a single one of them is beyond Latin-1, and ours have arrows and
 * ellipses in their sentences: that is 5 MB of an idle host. So letters beyond ASCII are written as \uXXXX, which
 * means the same in strings, templates, patterns and names.
 *
 * It does not mean the same in a template whose tag reads it raw: the build ends there, and says where.
 */
export const asciiScripts: Plugin = {
  name: 'ascii-scripts',
  // after the last printer, which would write the letters themselves again
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk' || !BEYOND.test(chunk.code)) continue
      for (const raw of rawTexts(this.parse(chunk.code)))
        if (BEYOND.test(raw)) throw beyondRaw(chunk.fileName, raw)
      chunk.code = asciiOf(chunk.code)
    }
  },
}

const beyondRaw = (file: string, raw: string): Error =>
  new Error(
    `${file}: a tagged template holds letters beyond ASCII: ${raw.slice(0, 60)}. Write them as \\u, or use a pattern's source.`,
  )

/** Any unit beyond ASCII; halves of a pair are written one by one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
const BEYOND = /[^\x00-\x7f]/

/** The same script in ASCII. */
export const asciiOf = (code: string): string =>
  code.replace(new RegExp(BEYOND, 'g'), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** What stands in tagged templates, as it was written. */
function* rawTexts(node: unknown): Generator<string> {
  if (Array.isArray(node)) for (const one of node) yield* rawTexts(one)
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return
  const { type, quasi } = node as { type?: string; quasi?: { quasis: { value: { raw: string } }[] } }
  if (type === 'TaggedTemplateExpression' && quasi) for (const { value } of quasi.quasis) yield value.raw
  for (const part of Object.values(node)) yield* rawTexts(part)
}
