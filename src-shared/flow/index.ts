export type { BlockShape, CheckCatalog, CheckedType } from './check-catalog.ts'
export {
  type Block,
  type BlockOptions,
  DEFAULT_SETTINGS,
  type FlowDocument,
  type FlowSettings,
  type Link,
  type Note,
  type RetryOptions,
  type Variable,
} from './document.ts'
export { isDuration, parseDuration } from './duration.ts'
export type { EditResult, FlowEdit } from './flow-edit.ts'
export type { Json, JsonObject } from './json.ts'
