import { type ConfigOf, implement } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { userPattern } from '#shared/pattern'
import { writtenSeparator } from '#shared/value'
import { splitText } from './block.ts'
import { between, betweenMatches, linesOf, piecesOf } from './pieces.ts'

export const run = implement(splitText, async (config, ctx) => {
  const { trim, dropEmpty } = config
  const parts: Json[] = []
  for (const piece of piecesFor(config)) {
    const part = trim && typeof piece === 'string' ? piece.trim() : piece
    if (part !== '' || !dropEmpty) parts.push(part)
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: parts }
})

type Config = ConfigOf<typeof splitText.fields>

function piecesFor(config: Config): Iterable<Json> {
  // an expression that gives nothing is as good as an empty text
  const { text = '', at, separator, size } = config
  switch (at) {
    case 'lines':
      return linesOf(text)
    case 'blanks':
      return betweenMatches(text, /\s+/gu)
    case 'separator':
      return between(text, writtenSeparator(separator))
    case 'pattern':
      return betweenMatches(text, patternOf(config))
    case 'matches':
      return matchesOf(text, patternOf(config))
    case 'length':
      return piecesOf(text, size)
  }
}

function patternOf({ pattern, ignoreCase, byLine }: Config): RegExp {
  if (pattern === undefined || pattern === '') throw noPattern()
  return userPattern(pattern, { ignoreCase, byLine }, 'pattern')
}

/** What the pattern finds; where it has groups with names, an object of these. */
function* matchesOf(text: string, pattern: RegExp): Generator<Json> {
  for (const { 0: found, groups } of text.matchAll(pattern)) {
    if (!groups) yield found
    else yield Object.fromEntries(Object.entries(groups).map(([name, held]) => [name, held ?? null]))
  }
}

const noPattern = (): AppError =>
  new AppError({
    code: 'config.required',
    message: '"Pattern" is empty, but the text is to be split by it.',
    fix: 'Fill in "Pattern", or split the text in another way.',
    details: { field: 'pattern' },
  })
