import type { Field, FieldKind } from '#shared/block'
import type { Block, Json } from '#shared/flow'
import { wholeExpression } from '../../ui/block-art/template-pieces.ts'
import { kindOf } from './block-kinds.ts'

/** How a field is edited on the block itself; null: only in the inspector. */
export type InlineKind = 'text' | 'menu' | null

/** Of a value that is written down as it is. What has rows, or is chosen by name, has its place in the inspector. */
const KINDS: Readonly<Record<FieldKind, InlineKind>> = {
  text: 'text',
  'long-text': 'text',
  code: null,
  number: 'text',
  duration: 'text',
  time: 'text',
  schedule: 'text',
  zone: 'text',
  'yes-no': 'menu',
  condition: 'text',
  choice: 'menu',
  list: 'text',
  map: null,
  table: null,
  secret: null,
  value: 'text',
  file: 'text',
  folder: 'text',
  url: 'text',
  variable: 'text',
  flow: null,
}

export function inlineKind(field: Field, value: Json | undefined): InlineKind {
  const kind = KINDS[field.kind]
  if (kind === 'menu') return typeof value === 'string' && value.includes('{{') ? 'text' : 'menu'
  if (kind === null) return null
  if (typeof value === 'object' && value !== null && !isPlainList(value)) return null
  return typeof value === 'string' && value.includes('\n') ? null : 'text'
}

/** What the input shows: a condition without its braces, everything else as it is stored. */
export function textToEdit(field: Field, value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (field.kind === 'condition' && typeof value === 'string') return wholeExpression(value) ?? value
  if (isPlainList(value)) return value.join(', ')
  return typeof value === 'string' ? value : String(value)
}

/** What is stored for a typed text. An empty field is a missing one. */
export function valueOfText(field: Field, text: string): Json | undefined {
  if (text.trim() === '') return undefined
  const isTemplate = text.includes('{{')
  if (field.kind === 'condition') return isTemplate ? text : `{{ ${text.trim()} }}`
  if (isTemplate) return text
  if (field.kind === 'number') return asNumber(text) ?? text
  if (field.kind === 'value') return asNumber(text) ?? asYesNo(text) ?? text
  if (field.kind === 'list')
    return text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
  return text
}

export type MenuChoice = { value: Json; title: string }

/** The lines of a field's menu. */
export const choicesOf = (field: Field): readonly MenuChoice[] =>
  field.kind === 'yes-no'
    ? [
        { value: true, title: 'yes' },
        { value: false, title: 'no' },
      ]
    : (field.choices ?? [])

/** The fields that stand in a block's sentence, in order, with how each is edited. */
export function inlineFields(block: Block): { key: string; field: Field; kind: InlineKind }[] {
  const { declaration } = kindOf(block)
  if (!declaration) return []
  const keys = [...declaration.sentence.matchAll(/\{([\w-]+)\}/g)].map((hole) => hole[1] as string)
  return keys.flatMap((key) => {
    const field = declaration.fields[key]
    return field ? [{ key, field, kind: inlineKind(field, block.config[key] ?? field.default) }] : []
  })
}

const isPlainList = (value: Json): value is readonly (string | number)[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string' || typeof each === 'number')

const asNumber = (text: string): number | undefined =>
  /^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined

const asYesNo = (text: string): boolean | undefined =>
  text.trim() === 'true' ? true : text.trim() === 'false' ? false : undefined
