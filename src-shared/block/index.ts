export type {
  BlockContext,
  BlockFiles,
  FileEntry,
  FileRef,
  HttpAnswer,
  HttpRequest,
  IfExists,
  LogLine,
  StopSignal,
} from './block-context.ts'
export { type BlockCatalog, makeCatalog } from './catalog.ts'
export {
  type BlockDeclaration,
  type BlockExample,
  type BlockResult,
  type BlockRunner,
  CATEGORIES,
  type Category,
  defineBlock,
  type Effect,
  type EffectKind,
  implement,
  type MouthSpec,
  type OutputSpec,
} from './define-block.ts'
export {
  type Choice,
  type ConfigOf,
  type Field,
  type FieldKind,
  type FieldSpec,
  type Fields,
  field,
} from './field.ts'
