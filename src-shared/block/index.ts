export type { CodeOrder } from './block-code.ts'
export type { BlockComputer, BlockDesktop, ProgramEnd, ProgramOrder, SystemFacts } from './block-computer.ts'
export type { BlockContext, LogLine, StopSignal } from './block-context.ts'
export { DIGESTS, type Digest, type DigestName } from './block-digest.ts'
export type {
  BlockFiles,
  FileEntry,
  FileFacts,
  FileReader,
  FileRef,
  FileWriter,
  IfExists,
  Progress,
  RemoveHow,
  UnzipLimits,
  UnzipOrder,
  Unzipped,
  ZipOrder,
  Zipped,
} from './block-files.ts'
export type { HttpAnswer, HttpReading, HttpRequest, HttpSource } from './block-http.ts'
export type { BlockState } from './block-state.ts'
export type { AnswerTaken, WebAnswer } from './block-web-answer.ts'
export { type BlockCatalog, makeCatalog } from './catalog.ts'
export { checkCatalogOf } from './check-catalog.ts'
export { type ConfigProblem, configProblems } from './config-problems.ts'
export { configSchema, type JsonSchema } from './config-schema.ts'
export { counts, type When } from './counts.ts'
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
  type Heavy,
  type Idempotence,
  implement,
  type OutputSpec,
} from './define-block.ts'
export { type DeclarationWords, describeDeclaration } from './describe-declaration.ts'
export type { FieldWords } from './describe-field.ts'
export { dueFields } from './due-fields.ts'
export { effectOf, filesToWeigh, isHeavy, isIdempotent } from './effect.ts'
export { encodingField } from './encoding-field.ts'
export {
  type Choice,
  type ConfigOf,
  FIELD_KINDS,
  type Field,
  type FieldKind,
  type FieldSpec,
  type Fields,
  field,
} from './field.ts'
export { type EvaluatedConfig, finishConfig, takeField, withDefaults } from './finish-config.ts'
export { ifExists } from './if-exists.ts'
export { jsonProblem } from './json-problem.ts'
export { limitFields } from './limit-fields.ts'
export { type FindFlow, flowsNamedIn, missingFlows, noSuchFlow } from './missing-flows.ts'
export { missingNames, type Names } from './missing-names.ts'
export { type MouthSpec, type Mouths, mouthsOf } from './mouths.ts'
export { openWebhooks } from './open-webhooks.ts'
export { parseData } from './parse-data.ts'
export { pointInTime } from './point-in-time.ts'
export { INPUT_KIND_WORDS, INPUT_KINDS, type InputKind, isOfInputKind } from './reading/called-inputs.ts'
export { CALLER_WAYS, HMAC_ALGORITHMS, HMAC_ENCODINGS } from './reading/callers.ts'
export { eventNameMisread } from './reading/event-name.ts'
export { HEADER_NAME } from './reading/headers.ts'
export { HOOK_METHODS } from './reading/hook-lists.ts'
export { compilePath, type HookPath, isSamePath } from './reading/hook-path.ts'
export { schemaFault } from './reading/payload-schema.ts'
export { isList, isObject, sayValue } from './say-value.ts'
export { secretNamesOf } from './secret-names.ts'
export { secretNotAllowed } from './secret-problems.ts'
export { parseSentence, type SentencePart, sentenceFaults } from './sentence.ts'
export { sharedAddresses } from './shared-addresses.ts'
export { signInField } from './sign-in-field.ts'
export { strictJson } from './strict-json.ts'
export { isEmpty } from './take-value.ts'
