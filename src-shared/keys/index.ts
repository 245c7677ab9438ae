export { parseKeys } from './parse-keys.ts'
