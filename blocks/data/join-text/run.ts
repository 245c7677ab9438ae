import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { checkFound, itemValue, writtenSeparator } from '#shared/value'
import { joinText } from './block.ts'

/** Characters of JSON that a value between blocks may have. */
const MOST = 64 * 1024 * 1024

export const run = implement(joinText, async ({ list, separator = '', of, last, dropEmpty }, ctx) => {
  const valueFor = itemValue(ctx, 'of', of)
  const texts: string[] = []
  let found = false
  let length = 0
  for (const [index, item] of list.entries()) {
    const value = valueFor(item, index)
    found ||= value !== undefined
    const text = inWords(value)
    if (text !== '' || !dropEmpty) texts.push(text)
    length += text.length + separator.length
    if (length > MOST) throw tooLong()
    const turn = ctx.breathe()
    if (turn) await turn
  }
  checkFound(found, list, of, 'of')
  const between = writtenSeparator(separator)
  if (last === undefined || last === '' || texts.length < 2) return { next: texts.join(between) }
  const end = texts.pop() as string
  return { next: texts.join(between) + writtenSeparator(last) + end }
})

/** As it would stand in a text: objects and lists as JSON, nothing as nothing. */
function inWords(value: Json | undefined): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}

const tooLong = (): AppError =>
  new AppError({
    code: 'value.too-large',
    message: 'The text would be larger than 64 MB, the most that a value between blocks may be.',
    fix: 'Append the items to a file, or work in smaller pieces.',
  })
