import { type BlockCatalog, type BlockRunner, finishConfig } from '#shared/block'
import { AppError } from '#shared/error'
import { type CompiledConfig, compileConfig, type Evaluator } from '#shared/expression'
import type { FlowDocument, JsonObject } from '#shared/flow'
import { jsonValue } from '#shared/json'
import { type CompiledBlock, type CompiledFlow, compileFlow, type SecretPlace } from '#shared/run'
import { namedBlocks } from './named-blocks.ts'
import { type SecretFields, secretFieldsOf } from './secrets/secret-fields.ts'

/** A version of a flow with all that the hands need to run it; shared by its runs. */
export type PreparedFlow = CompiledFlow & {
  hands: readonly PreparedBlock[]
  /** some expression is more than a path: the evaluator's sandbox has to be loaded first */
  sandbox: boolean
  /** all secrets that its blocks name; null: none */
  secretNames: ReadonlySet<string> | null
}

export type PreparedBlock = {
  block: CompiledBlock
  /** null: the engine runs it */
  runner: BlockRunner | null
  /** fields that are not evaluated before the block runs, as the evaluator wants to know them */
  raw: { raw: ReadonlySet<string> }
  /** of these, the ones that are never evaluated; the others the block evaluates, once per item */
  never: { raw: ReadonlySet<string> }
  fields: readonly string[]
  /** fields that hold a point in time; null: none */
  times: readonly string[] | null
  /** set when there is no expression in the config: the same for every step */
  constant: ReadyConfig | null
  /** blocks its expressions read by name; null: perhaps all */
  reads: ReadonlySet<string> | null
  /** it may change a kept variable */
  keeps: boolean
  /** null: it names no secrets */
  secrets: SecretFields | null
}

/** A finished config, and how it differs from what stands in the flow (for the journal). */
export type ReadyConfig = {
  config: JsonObject
  changed?: JsonObject
  inputAs?: string[]
  without?: string[]
  /** where secrets stand in `changed`, which holds their names; `config` holds their values */
  secrets?: readonly SecretPlace[]
}

export type Making = {
  catalog: BlockCatalog
  runners: ReadonlyMap<string, BlockRunner>
  /** goes up when blocks come or go; missing: they never do */
  revision?(): number
  evaluator: Evaluator
}

/** @throws Error for a block type without a runner: a bug of the catalog */
export function prepareFlow(document: FlowDocument, making: Making): PreparedFlow {
  const flow = compileFlow(document, making.catalog)
  const kept = new Set((document.variables ?? []).filter((one) => one.keep).map((one) => one.name))
  const hands = flow.blocks.map((block) => prepareBlock(block, making, kept.size > 0))
  const sandbox = hands.some(
    ({ block, never }) => !isDisabled(block) && making.evaluator.needsSandbox(block.config, never),
  )
  return { ...flow, hands, sandbox, secretNames: secretNamesIn(hands) }
}

function secretNamesIn(hands: readonly PreparedBlock[]): ReadonlySet<string> | null {
  const names = new Set(hands.flatMap(({ secrets }) => [...(secrets?.names ?? [])]))
  return names.size > 0 ? names : null
}

function prepareBlock(block: CompiledBlock, { runners }: Making, anyKept: boolean): PreparedBlock {
  const { declaration, kernel } = block
  const runner = kernel ? null : runners.get(declaration.type)
  if (runner === undefined) throw new Error(`nothing runs ${declaration.type}`)
  const fields = Object.keys(declaration.fields)
  const times = fields.filter((key) => declaration.fields[key]?.kind === 'time')
  const never = new Set(fields.filter((key) => declaration.fields[key]?.raw))
  const raw = new Set(
    fields.filter((key) => declaration.fields[key]?.raw || declaration.fields[key]?.perItem),
  )
  const keeps = anyKept && VARIABLE_BLOCKS.has(declaration.type)
  const prepared: PreparedBlock = {
    block,
    runner,
    raw: { raw },
    never: { raw: never },
    fields,
    times: times.length > 0 ? times : null,
    constant: null,
    reads: null,
    keeps,
    secrets: null,
  }
  if (isDisabled(block)) return prepared
  prepared.reads = namedBlocks(compileConfig(block.config, never))
  prepared.secrets = secretFieldsOf(declaration, block.config)
  prepared.constant = finishConstant(prepared, compileConfig(block.config, raw))
  return prepared
}

const VARIABLE_BLOCKS = new Set(['data/set-variable', 'data/change-variable', 'data/add-to-list'])
const isDisabled = (block: CompiledBlock) => block.block.options?.disabled === true

/** A constant that its field refuses fails the step, not the flow: it is finished again then. */
function finishConstant(
  { block, fields, times }: PreparedBlock,
  compiled: CompiledConfig,
): ReadyConfig | null {
  if (compiled.kind !== 'constant' || times) return null
  try {
    const config = finishConfig(block.declaration, compiled.value as JsonObject)
    return readyConfig(block, fields, config, undefined)
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** A text shorter than this is written down again rather than named as the input. */
const WORTH_NAMING = 24

/**
 * Compares a finished config with what the fold already knows: the flow's own config. What differs goes into
 * the journal, so it has to be what may travel: a variable wrapped into itself a thousand times would not be.
 * @throws AppError `value.too-deep`, `value.too-large`
 */
export function readyConfig(
  { config: known }: CompiledBlock,
  fields: readonly string[],
  config: JsonObject,
  input: unknown,
): ReadyConfig {
  const ready: ReadyConfig = { config }
  for (const key of fields) {
    const value = config[key]
    if (value === known[key]) continue
    if (value === undefined) ready.without = [...(ready.without ?? []), key]
    else if (value === input && isWorthNaming(value)) ready.inputAs = [...(ready.inputAs ?? []), key]
    else ready.changed = { ...ready.changed, [key]: jsonValue(value) }
  }
  return ready
}

const isWorthNaming = (value: unknown): boolean =>
  typeof value === 'string' ? value.length > WORTH_NAMING : typeof value === 'object' && value !== null
