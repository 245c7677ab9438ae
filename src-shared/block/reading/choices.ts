import type { Json } from '#shared/flow'
import { isList, sayValue } from '../say-value.ts'
import type { Misread } from './misread.ts'

/** What is wrong with what a person is to choose from: different texts, or numbers as they stand. */
export function choicesMisread(value: Json): Misread | undefined {
  if (!isList(value)) return undefined
  if (value.length === 0) return told('there is nothing to choose from.')
  const seen = new Set<string>()
  for (const [i, one] of value.entries()) {
    if (typeof one === 'string' && one.includes('{{')) continue
    const text = typeof one === 'number' ? String(one) : one
    if (typeof text !== 'string' || text.trim() === '')
      return { ...told(`${sayValue(one)} is no text to choose.`), at: `[${i}]` }
    if (seen.has(text.trim())) return { ...told(`${sayValue(one)} stands there twice.`), at: `[${i}]` }
    seen.add(text.trim())
  }
  return undefined
}

const told = (why: string): Misread => ({
  code: 'config.wrong-kind',
  why,
  fix: 'Give each choice once, for example "Small", "Large".',
})
