export { applyEdits } from './apply-edits.ts'
export { renameInConfig } from './apply-rename.ts'
export type { BlockShape, CheckCatalog, CheckedType } from './check-catalog.ts'
export { checkFlow } from './check-flow.ts'
export {
  compareFlows,
  type FieldChange,
  type FlowComparison,
  isSameFlow,
} from './compare-flows.ts'
export { mapTexts } from './config-texts.ts'
export { DEFAULT_RETRY, DELETED_KEPT_DAYS, settingsOf } from './defaults.ts'
export {
  type Block,
  type BlockOptions,
  DEFAULT_SETTINGS,
  type FlowDocument,
  type FlowSettings,
  type Link,
  MONITOR_LOOKS,
  type Monitor,
  type MonitorLook,
  type Note,
  type RetryOptions,
  type Variable,
} from './document.ts'
export { isDuration, parseDuration } from './duration.ts'
export { acceptEdits } from './edit-schema.ts'
export type { EditResult, FlowEdit, FlowKey } from './flow-edit.ts'
export { followMouths } from './follow-mouths.ts'
export { contentOf, formatFlow } from './format-flow.ts'
export { guardJson } from './guard-json.ts'
export { bottomOf, insertAfter, type Joint, outputBelow } from './insert-after.ts'
export type { Json, JsonObject } from './json.ts'
export { isForbiddenKey, MAX_DEPTH } from './limits.ts'
export { nearestWord } from './nearest-word.ts'
export { newId, newName } from './new-names.ts'
export { acceptFlow, type ParsedFlow, parseFlow } from './parse-flow.ts'
export type { Parent, Place } from './place.ts'
export { readJson } from './read-json.ts'
export { sameJson } from './same-json.ts'
export { type FlowStructure, structureAfter, structureOf } from './structure-of.ts'
