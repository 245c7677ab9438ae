export { patternEffort } from './pattern-effort.ts'
