export { insertMany } from './insert-many.ts'
export { querySql } from './query-sql.ts'
export { runSql } from './run-sql.ts'
