export { applyEdits } from './apply-edits.ts'
export type { BlockShape, CheckCatalog, CheckedType } from './check-catalog.ts'
export { checkFlow } from './check-flow.ts'
export { DEFAULT_RETRY, optionsOf, settingsOf } from './defaults.ts'
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
export {
  attach,
  bottomOf,
  carriedBy,
  connect,
  detach,
  detachAlone,
  disconnect,
  insertAfter,
  type Joint,
  outputBelow,
  type Point,
  removeHealing,
  toggleCollapsed,
  wrap,
} from './edit-plans.ts'
export { acceptEdits } from './edit-schema.ts'
export { type FoundExpression, findExpressions } from './find-expressions.ts'
export type { EditResult, FlowEdit, FlowKey } from './flow-edit.ts'
export { contentOf, formatFlow } from './format-flow.ts'
export { guardJson } from './guard-json.ts'
export type { Json, JsonObject } from './json.ts'
export { newId, newName } from './new-names.ts'
export { acceptFlow, type ParsedFlow, parseFlow } from './parse-flow.ts'
export { copyOf, duplicate, paste, type Snippet } from './paste-plans.ts'
export type { Parent, Place } from './place.ts'
export { readJson } from './read-json.ts'
export { blockSchema, flowSchema, linkSchema, settingsSchema } from './schema.ts'
export { type FlowStructure, structureOf } from './structure-of.ts'
