import type { BlockDeclaration } from '#shared/block'

/**
 * Block types that fit what was typed, best first: every word must begin a word of the title, the
 * keywords, the sentence or the summary. Titles count most, keywords (synonyms) next, the first of them a little
 * more. Of two that fit alike a hat comes last, since most flows have theirs. Who describes a wish ("list the
 * folders") is answered too: where nothing has every word, those that have most of the words that say something.
 */
export function findBlocks(declarations: Iterable<BlockDeclaration>, text: string): BlockDeclaration[] {
  const words = wordsOf(text)
  if (words.length === 0) return [...declarations]
  const all = [...declarations]
  const exact = best(all, words, words.length)
  if (exact.length > 0) return exact
  const telling = words.filter((word) => !SMALL.has(word)).map(singular)
  for (let some = telling.length; some > 0; some--) {
    const found = best(all, telling, some)
    if (found.length > 0) return found
  }
  return []
}

/** Those that have at least `some` of the words. */
function best(declarations: readonly BlockDeclaration[], words: readonly string[], some: number) {
  return declarations
    .map((declaration) => ({ declaration, ...scoreOf(declaration, words) }))
    .filter(({ has }) => has >= some)
    .sort((a, b) => b.score - a.score)
    .map(({ declaration }) => declaration)
}

/** Words of a sentence that say nothing about a block. */
const SMALL: ReadonlySet<string> = new Set(
  'a an and any at by do for from i if in into is it me my no not of on or so some something such that the them then thing things this to want what when which with'.split(
    ' ',
  ),
)
const singular = (word: string): string => (word.length > 3 ? word.replace(/s$/, '') : word)

function scoreOf(declaration: BlockDeclaration, words: readonly string[]): { score: number; has: number } {
  const places: readonly [string, number][] = [
    [declaration.title, 8],
    [declaration.keywords.join(' '), 4],
    [declaration.sentence.replace(/[{}[\]]/g, ' '), 2],
    [`${declaration.summary} ${declaration.type}`, 1],
  ]
  let sum = 0
  let has = 0
  for (const word of words) {
    const best = Math.max(...places.map(([place, worth]) => (begins(place, word) ? worth : 0)))
    if (best === 0) continue
    has += 1
    sum += best
    if (best === 4 && begins(declaration.keywords[0] ?? '', word)) sum += 1
  }
  return { has, score: declaration.shape === 'hat' ? sum - 0.5 : sum }
}

const begins = (place: string, word: string): boolean => wordsOf(place).some((has) => has.startsWith(word))

/** Lower case, without accents, cut at everything that is no letter and no digit. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
