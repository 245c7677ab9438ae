import { isForbiddenKey, type Json } from '#shared/flow'
import { isList, isObject, sayValue } from '../say-value.ts'
import type { Misread } from './misread.ts'

export const INPUT_KINDS = ['text', 'number', 'yes-no', 'list', 'object', 'any'] as const
export type InputKind = (typeof INPUT_KINDS)[number]

export const INPUT_KIND_WORDS: Readonly<Record<InputKind, string>> = {
  text: 'a text',
  number: 'a number',
  'yes-no': 'true or false',
  list: 'a list',
  object: 'an object',
  any: 'anything',
}

export function isOfInputKind(value: Json, kind: InputKind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'yes-no':
      return typeof value === 'boolean'
    case 'list':
      return isList(value)
    case 'object':
      return isObject(value)
    case 'any':
      return true
  }
}

/** What is wrong with the inputs that a flow declares, its rows taken together. */
export function inputsMisread(rows: Json): Misread | undefined {
  if (!isList(rows)) return undefined
  const seen = new Set<string>()
  for (const [i, row] of rows.entries()) {
    if (!isObject(row) || typeof row.name !== 'string') continue
    const { name } = row
    if (isForbiddenKey(name))
      return misread(`no input can be called "${name}".`, 'Choose another name.', `[${i}].name`)
    if (seen.has(name))
      return misread(
        `two inputs are called "${name}", and only one of them could be given.`,
        'Rename one.',
        `[${i}].name`,
      )
    seen.add(name)
    const wrong = defaultMisread(row.default, row.kind, name)
    if (wrong) return { ...wrong, at: `[${i}].default` }
  }
  return undefined
}

function defaultMisread(value: Json | undefined, given: Json | undefined, name: string): Misread | undefined {
  const kind = INPUT_KINDS.find((one) => one === given)
  if (value === undefined || value === null || value === '' || !kind) return undefined
  if (typeof value === 'string' && value.includes('{{')) return undefined
  if (isOfInputKind(value, kind)) return undefined
  const words = INPUT_KIND_WORDS[kind]
  return misread(
    `"${name}" has to be ${words}, and what it is otherwise is ${sayValue(value)}.`,
    `Give ${words} under "Otherwise", or choose another kind.`,
  )
}

const misread = (why: string, fix: string, at?: string): Misread => ({
  code: 'config.bad-input',
  why,
  fix,
  ...(at !== undefined && { at }),
})
