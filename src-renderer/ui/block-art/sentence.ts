/** A block's sentence taken apart: words, fields edited in place, chips for values the block puts in sight. */
export type SentencePart =
  | { is: 'word'; text: string }
  | { is: 'field'; key: string }
  | { is: 'chip'; path: string }

const HOLE = /\{([\w-]+)\}|\[([^\]]+)\]/g

/** `for each [item] in {list}` becomes word, chip, word, field. */
export function readSentence(sentence: string): SentencePart[] {
  const parts: SentencePart[] = []
  let from = 0
  const words = (text: string) => {
    if (text.trim() !== '') parts.push({ is: 'word', text: text.trim() })
  }
  for (const hole of sentence.matchAll(HOLE)) {
    words(sentence.slice(from, hole.index))
    if (hole[1] !== undefined) parts.push({ is: 'field', key: hole[1] })
    else parts.push({ is: 'chip', path: hole[2] as string })
    from = hole.index + hole[0].length
  }
  words(sentence.slice(from))
  return parts
}
