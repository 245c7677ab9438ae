export { jsonValue } from './json-value.ts'
