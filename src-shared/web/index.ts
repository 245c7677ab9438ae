export { contentType } from './content-type.ts'
export { refusedAnswer, withoutQuery } from './refused-answer.ts'
