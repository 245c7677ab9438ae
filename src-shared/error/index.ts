export { AppError, type AppErrorShape } from './app-error.ts'
export type { Problem } from './problem.ts'
export { sayProblem } from './say-problem.ts'
