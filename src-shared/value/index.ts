export { asNumber } from './as-number.ts'
export {
  type CompareTexts,
  compareTexts,
  compareValues,
  isNothing,
  type TextOrder,
} from './compare-values.ts'
export { type FieldPath, fieldReader, parsePath, placeIn, readPath } from './field-path.ts'
export { type ItemTable, itemTable } from './item-table.ts'
export { checkFound, type ItemValue, itemValue, itemValues } from './item-value.ts'
export { setAtPath } from './set-at-path.ts'
export { sortInTurns } from './sort-in-turns.ts'
export { keyOf } from './value-key.ts'
export { writtenSeparator } from './written-separator.ts'
