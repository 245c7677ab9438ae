import type { BlockDeclaration } from './define-block.ts'

/** A piece of what stands on a block: words, a field edited in place, or a chip the block puts in sight. */
export type SentencePart =
  | { is: 'word'; text: string }
  | { is: 'field'; key: string }
  | { is: 'chip'; path: string }

const HOLE = /\{([^{}]*)\}|\[([^[\]]*)\]/g

/** Takes a sentence apart: `for each [item] in {list}` is words, a chip, words and a field. */
export function parseSentence(sentence: string): SentencePart[] {
  const parts: SentencePart[] = []
  const words = (text: string): void => {
    if (text.trim() !== '') parts.push({ is: 'word', text: text.trim() })
  }
  let from = 0
  for (const hole of sentence.matchAll(HOLE)) {
    words(sentence.slice(from, hole.index))
    const [whole, field, chip] = hole
    parts.push(
      field === undefined ? { is: 'chip', path: (chip ?? '').trim() } : { is: 'field', key: field.trim() },
    )
    from = hole.index + whole.length
  }
  words(sentence.slice(from))
  return parts
}

/** What is wrong with a declaration's sentence, in words for its author; empty when it is good. */
export function sentenceFaults(declaration: Pick<BlockDeclaration, 'sentence' | 'fields'>): string[] {
  const parts = parseSentence(declaration.sentence)
  const faults: string[] = []
  if (parts.length === 0) faults.push('the sentence is empty')
  const seen = new Set<string>()
  for (const part of parts) {
    if (part.is === 'word') {
      if (/[{}[\]]/.test(part.text)) faults.push(`a bracket stands alone in "${part.text}"`)
    } else if (part.is === 'chip') {
      if (part.path === '') faults.push('a chip has no name')
    } else {
      if (!Object.hasOwn(declaration.fields, part.key)) faults.push(`there is no field "${part.key}"`)
      if (seen.has(part.key)) faults.push(`the field "${part.key}" stands in the sentence twice`)
      seen.add(part.key)
    }
  }
  return faults
}
