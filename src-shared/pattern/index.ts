export { patternEffort } from './pattern-effort.ts'
export { literalPattern, type PatternOptions, userPattern } from './user-pattern.ts'
