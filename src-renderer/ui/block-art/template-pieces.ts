import { isPlainPath } from '#shared/condition'

/** What can stand inside a field: plain text, a value from elsewhere, the muted word of an empty field. */
export type Piece =
  | { is: 'text'; text: string }
  | { is: 'hint'; text: string }
  /** a value; `source` says whose, when the expression is a plain path */
  | { is: 'chip'; text: string; source: ChipSource | null }
  /** inside a condition: its operator, and a fixed value */
  | { is: 'operator'; text: string }
  | { is: 'literal'; text: string }

/** The root of a path: `item`, `input`, `vars`..., or a block by name. */
export type ChipSource = { root: string; block?: string }

const OF_BLOCK = /^blocks\["([^"\\]*)"\](.*)$/
const LONGEST = 36

/**
 * A text with `{{ }}` in it as pieces; `\{{` is literal.
 * @param words makes what stands between the values fit; without it, as on a block
 */
export function templatePieces(text: string, words: (plain: string) => string = shortened): Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  const flush = () => {
    if (plain !== '') pieces.push({ is: 'text', text: words(plain) })
    plain = ''
  }
  for (let at = 0; at < text.length; ) {
    const end = text.startsWith('{{', at) ? text.indexOf('}}', at + 2) : -1
    if (text.startsWith('\\{{', at)) {
      plain += '{{'
      at += 3
    } else if (end > 0) {
      flush()
      pieces.push(chipOf(text.slice(at + 2, end)))
      at = end + 2
    } else plain += text[at++]
  }
  flush()
  return pieces
}

/** The code inside a text that is exactly one `{{ }}`, else undefined. */
export function wholeExpression(text: string): string | undefined {
  const trimmed = text.trim()
  if (!trimmed.startsWith('{{') || trimmed.indexOf('}}') !== trimmed.length - 2) return undefined
  return trimmed.slice(2, -2).trim()
}

/** An expression as a chip: in words where it is a plain path, shortened code otherwise. */
export function chipOf(code: string): Piece {
  const trimmed = code.trim()
  if (!isPlainPath(trimmed)) return { is: 'chip', text: shortened(trimmed || '…'), source: null }
  const named = OF_BLOCK.exec(trimmed)
  if (named)
    return {
      is: 'chip',
      text: shortened(`${named[1]}${named[2]}`),
      source: { root: 'blocks', block: named[1] as string },
    }
  const root = /^[\w$]+/.exec(trimmed)?.[0] ?? trimmed
  const text = root === 'vars' && trimmed.startsWith('vars.') ? trimmed.slice(5) : trimmed
  return { is: 'chip', text: shortened(text), source: { root } }
}

/** One line, at most 36 signs: the rest is in the inspector. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const signs = [...line]
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join('')}…` : line
}
