import { implement, isList, isObject } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { writeXml } from './block.ts'
import { elementPieces } from './element-pieces.ts'

/** Characters a text between blocks may have. */
const LARGEST = 64 * 1024 * 1024

export const run = implement(writeXml, async ({ value, root, indent, declaration }, ctx) => {
  const [name, content] = rootOf(value, root?.trim() ?? '')
  let text = declaration ? '<?xml version="1.0" encoding="UTF-8"?>\n' : ''
  for (const piece of elementPieces(name, content, indent)) {
    text += piece
    if (text.length > LARGEST) throw tooLarge()
    const turn = ctx.breathe()
    if (turn) await turn
  }
  return { next: `${text}\n` }
})

function rootOf(value: Json, root: string): [name: string, content: Json] {
  if (root !== '') return [root, value]
  const keys = isObject(value) ? Object.keys(value) : []
  const only = keys[0]
  if (isObject(value) && only !== undefined && keys.length === 1 && !isList(value[only]))
    return [only, value[only] as Json]
  throw new AppError({
    code: 'config.required',
    message: `XML has one root element, but ${sayWhat(value, keys)}.`,
    fix: 'Fill in "Root element".',
    details: { field: 'root' },
  })
}

function sayWhat(value: Json, keys: readonly string[]): string {
  if (!isObject(value)) return 'the value is no object with a key to name it'
  if (keys.length === 1) return `"${keys[0]}" is a list, which would be several`
  return keys.length === 0 ? 'the value is empty' : `the value has ${keys.length} keys`
}

const tooLarge = (): AppError =>
  new AppError({
    code: 'data.too-large',
    message: 'The XML would be over 64 MB, the most that one text may have.',
    fix: 'Make it in parts, and put them together in a file with the block "Append to file".',
  })
