export {
  type Condition,
  type Literal,
  NEW_TEST,
  type OneOf,
  OPERATORS,
  type Operand,
  type Operator,
  standsAlone,
  withOperator,
} from './condition.ts'
export { isPlainPath } from './plain-path.ts'
export { readCondition } from './read-condition.ts'
export { chosenPart, writeCondition } from './write-condition.ts'
