import { type Field, isEmpty } from '#shared/block'
import type { Json } from '#shared/flow'
import { conditionPieces } from './condition-pieces.ts'
import { flowName } from './flow-names.ts'
import { scheduleWords } from './schedule-words.ts'
import { type Piece, shortened, templatePieces, wholeExpression } from './template-pieces.ts'

/** How a field stands on the block: round for values, with an arrow for choices, six-cornered for yes or no. */
export type FieldShape = 'round' | 'choice' | 'hex'
export type FieldFace = { shape: FieldShape; pieces: Piece[] }

/** What a field shows for the value it holds now. */
export function fieldFace(field: Field, value: Json | undefined): FieldFace {
  if (field.kind === 'condition') return conditionFace(value)
  const held = value ?? field.default
  const choice = choiceTitle(field, held)
  if (choice !== undefined) return { shape: 'choice', pieces: [{ is: 'text', text: choice }] }
  if (held === null || held === '' || isEmpty(field, held))
    return { shape: 'round', pieces: [{ is: 'hint', text: field.hint ?? field.title.toLowerCase() }] }
  return { shape: 'round', pieces: valuePieces(field, held as Json) }
}

function conditionFace(value: Json | undefined): FieldFace {
  if (typeof value === 'boolean') return { shape: 'hex', pieces: [{ is: 'text', text: String(value) }] }
  if (typeof value !== 'string' || value.trim() === '') return { shape: 'hex', pieces: [] }
  const code = wholeExpression(value)
  return { shape: 'hex', pieces: code === undefined ? templatePieces(value) : conditionPieces(code) }
}

/** The words of a fixed choice; undefined when the field is no choice or holds an expression. */
function choiceTitle(field: Field, value: Json | undefined): string | undefined {
  if (field.kind === 'yes-no') return typeof value === 'string' ? undefined : value ? 'yes' : 'no'
  if (field.kind !== 'choice') return undefined
  if (typeof value === 'string' && value.includes('{{')) return undefined
  return field.choices?.find((choice) => choice.value === value)?.title ?? String(value ?? field.title)
}

function valuePieces(field: Field, value: Json): Piece[] {
  if (typeof value === 'string') {
    if (field.kind === 'flow' && !value.includes('{{'))
      return [{ is: 'text', text: shortened(flowName(value) ?? value) }]
    if (field.kind === 'schedule' && !value.includes('{{'))
      return [{ is: 'text', text: shortened(scheduleWords(value)) }]
    if (field.raw) return [{ is: 'text', text: shortened(value) }]
    return field.kind === 'duration' ? [{ is: 'text', text: spaced(value) }] : templatePieces(value)
  }
  if (Array.isArray(value)) {
    const titleOf = (item: Json) => field.choices?.find((choice) => choice.value === item)?.title
    const inRow = field.kind === 'table' ? rowInWords : field.of === 'flow' ? flowInWords : inWords
    const words = value.map((item) => titleOf(item) ?? inRow(item))
    return [{ is: 'text', text: shortened(words.join(', ')) || '[ ]' }]
  }
  if (typeof value === 'object' && value !== null)
    return [{ is: 'text', text: shortened(Object.keys(value).join(', ')) || '{ }' }]
  return [{ is: 'text', text: String(value) }]
}

const inWords = (value: Json) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** A flow is stored by its id, or written by its name. */
const flowInWords = (value: Json) => flowName(String(value)) ?? String(value)

/** Of a row of a table its first cell. */
const rowInWords = (row: Json): string =>
  typeof row === 'object' && row !== null ? inWords(Object.values(row)[0] ?? '') : String(row)

/** "5s" reads as "5 s" on the block. */
const spaced = (duration: string) => duration.replace(/^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/, '$1 $2')
