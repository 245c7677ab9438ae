import type { BlockDeclaration } from '#shared/block'

/**
 * Block types that fit what was typed, best first: every word must begin a word of the title, the
 * keywords, the sentence or the summary. Titles count most, keywords (synonyms) next, the first of them a little
 * more. Of two that fit alike a hat comes last, since most flows have theirs.
 */
export function findBlocks(declarations: Iterable<BlockDeclaration>, text: string): BlockDeclaration[] {
  const words = wordsOf(text)
  if (words.length === 0) return [...declarations]
  const scored: { declaration: BlockDeclaration; score: number }[] = []
  for (const declaration of declarations) {
    const score = scoreOf(declaration, words)
    if (score > 0) scored.push({ declaration, score })
  }
  return scored.sort((a, b) => b.score - a.score).map(({ declaration }) => declaration)
}

function scoreOf(declaration: BlockDeclaration, words: readonly string[]): number {
  const places: readonly [string, number][] = [
    [declaration.title, 8],
    [declaration.keywords.join(' '), 4],
    [declaration.sentence.replace(/[{}[\]]/g, ' '), 2],
    [`${declaration.summary} ${declaration.type}`, 1],
  ]
  let sum = 0
  for (const word of words) {
    const best = Math.max(...places.map(([place, worth]) => (begins(place, word) ? worth : 0)))
    if (best === 0) return 0
    sum += best
    if (best === 4 && begins(declaration.keywords[0] ?? '', word)) sum += 1
  }
  return declaration.shape === 'hat' ? sum - 0.5 : sum
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
