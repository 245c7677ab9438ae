/**
 * What a block's expressions see: the data of one of its steps in the run that is shown, and where that run
 * did not come by, examples: pinned values, last outputs, the examples that block types declare.
 */
import type { BlockCatalog } from '#shared/block'
import { isList, isObject } from '#shared/block'
import type { Block, FlowDocument, FlowStructure, Json, JsonObject } from '#shared/flow'
import type { RunSummary, StepView } from '#shared/run'
import { isOpenFor, scopeParts } from '../../model/scope-path.ts'
import { sampleArriving, sampleItem, sampleLeaving } from './samples.ts'
import { variablesAt } from './variables-at.ts'

export type Arriving = {
  /** whether a run came by, or these are examples */
  from: 'run' | 'sample'
  /** what arrives was really there once: from a run, pinned, or from a block that was run alone */
  real: boolean
  /** which of the block's steps it is, from 1, and how many there are; 0 of 0 for examples */
  at: number
  of: number
  /** ms since the epoch: the clock of the step */
  now: number
  input: Json | undefined
  /** undefined outside of a for-each */
  item: Json | undefined
  /** how many items there are, where it is known */
  items: number | null
  index: number | undefined
  vars: JsonObject
  /** what last left the blocks before it, nearest first */
  blocks: readonly { block: Block; value: Json }[]
  run: JsonObject
  trigger: Json | undefined
}

export type ArrivingSource = {
  document: FlowDocument
  structure: FlowStructure
  catalog: BlockCatalog
  /** of the shown run, in the order they started; none when it is of another flow */
  steps: readonly StepView[]
  summary: RunSummary | null
  flowId: string
  now: number
  /** what left a block since the run: it was run alone, or worked out while the flow changed */
  fresh?(id: string): Json | undefined
}

/** @param visit which of the block's steps, from 1; the last when there are fewer */
export function arrivingAt(source: ArrivingSource, id: string, visit = Number.POSITIVE_INFINITY): Arriving {
  const own = source.steps.filter((step) => step.block === id && step.input !== undefined)
  const at = Math.min(own.length, Math.max(1, visit))
  const step = own[at - 1]
  return step ? fromStep(source, step, at, own.length) : fromSamples(source, id)
}

function fromStep(source: ArrivingSource, step: StepView, at: number, of: number): Arriving {
  const { steps, summary, document } = source
  const before = steps.filter((each) => each.seq < step.seq)
  const parts = scopeParts(step.path)
  const pass = parts.findLast((part) => part.index !== null)
  const loop = parts.findLast((part) => typeOf(document, part.block) === 'control/for-each')
  const list = loop && listOf(steps, loop)
  return {
    ...{ from: 'run', real: true, at, of, now: step.startedAt, input: step.input },
    item: loop && (list?.[loop.index ?? 0] ?? firstInput(steps, loop.path)),
    items: list?.length ?? null,
    index: pass?.index ?? undefined,
    vars: variablesAt(document.variables ?? [], before, step.path),
    blocks: leftBefore(source, step, before),
    run: runRoot(source),
    trigger: summary ? (summary.trigger as unknown as Json) : undefined,
  }
}

/** The list a for-each went through, as its step evaluated it. */
function listOf(
  steps: readonly StepView[],
  { block, outer, visit }: { block: string; outer: string; visit: number },
): readonly Json[] | undefined {
  const step = steps.find((each) => each.block === block && each.path === outer && each.visit === visit)
  const list = isObject(step?.config) ? step.config.list : undefined
  if (isList(list)) return list
  return isObject(list) ? Object.entries(list).map(([key, value]) => ({ key, value })) : undefined
}

/** What is sent into a pass is its item. */
const firstInput = (steps: readonly StepView[], path: string) =>
  steps.find((step) => step.path === path)?.input

function leftBefore(source: ArrivingSource, step: StepView, before: readonly StepView[]): Arriving['blocks'] {
  const last = new Map<string, StepView>()
  // The C-blocks around it were still at work then, whatever they gave later.
  const holding = new Set(scopeParts(step.path).map((part) => part.block))
  for (const each of before) {
    const inSight = isOpenFor(each.path, step.path) && !holding.has(each.block)
    if (each.block !== step.block && inSight && leftValue(each) !== undefined) last.set(each.block, each)
  }
  return [...last.values()]
    .sort((a, b) => b.seq - a.seq)
    .flatMap((each) => {
      const block = source.structure.places.get(each.block)?.block
      return block ? [{ block, value: leftValue(each) as Json }] : []
    })
}

/** A step still on its way has no value; one that failed and went on left what arrived. */
const leftValue = (step: StepView): Json | undefined => (step.status === 'running' ? undefined : step.output)

function fromSamples(source: ArrivingSource, id: string): Arriving {
  const { document, now, structure } = source
  const inLoop = loopAround(source, id)
  const item = inLoop && sampleItem(source, inLoop)
  return {
    ...{ from: 'sample', at: 0, of: 0, now, input: sampleArriving(source, id) },
    real: sampleArriving({ ...source, examples: false }, id) !== undefined,
    item: inLoop ? (item ?? null) : undefined,
    items: null,
    index: passAround(source, id) ? 0 : undefined,
    vars: Object.fromEntries((document.variables ?? []).map(({ name, value }) => [name, value])),
    blocks: blocksBefore(structure, id).flatMap((block) => {
      const value = sampleLeaving(source, block.id)
      return value === undefined ? [] : [{ block, value }]
    }),
    run: runRoot(source),
    trigger: undefined,
  }
}

function runRoot({ summary, document, flowId, now }: ArrivingSource): JsonObject {
  return {
    id: summary?.id ?? 'run_example',
    startedAt: new Date(summary?.startedAt ?? now).toISOString(),
    attempt: 1,
    flow: { id: summary?.flowId ?? flowId, name: document.name },
  }
}

const typeOf = (document: FlowDocument, id: string) => document.blocks.find((block) => block.id === id)?.type

/** The C-blocks a block is inside of, from the inside out. */
export function holdersOf(structure: FlowStructure, id: string): Block[] {
  const holders: Block[] = []
  const seen = new Set<string>()
  for (let at = structure.places.get(id)?.parent; at && !seen.has(at.block); ) {
    seen.add(at.block)
    const place = structure.places.get(at.block)
    if (place) holders.push(place.block)
    at = place?.parent ?? null
  }
  return holders
}

const loopAround = ({ structure }: ArrivingSource, id: string) =>
  holdersOf(structure, id).find((block) => block.type === 'control/for-each')?.id

const LOOPS = new Set(['control/for-each', 'control/repeat', 'control/while'])
const passAround = ({ structure }: ArrivingSource, id: string) =>
  holdersOf(structure, id).some((block) => LOOPS.has(block.type))

/** Blocks that have done their work when this one begins: along the links back, nearest first. */
function blocksBefore(structure: FlowStructure, id: string): Block[] {
  const found: Block[] = []
  const seen = new Set([id])
  const open = [id]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    const place = structure.places.get(at)
    for (const link of place?.linksIn ?? []) {
      if (seen.has(link.from)) continue
      seen.add(link.from)
      open.push(link.from)
      const from = structure.places.get(link.from)
      // A C-block is still at work while what is inside it runs.
      if (from && !from.mouths.includes(link.out)) found.push(from.block)
    }
  }
  return found
}

/** Whether two say the same: typing into a field makes them anew, and 100,000 rows need not be drawn again for it. */
export function sameArriving(a: Arriving, b: Arriving): boolean {
  const plain = ['from', 'real', 'at', 'of', 'input', 'item', 'items', 'index'] as const
  return (
    plain.every((key) => a[key] === b[key]) &&
    (a.from === 'sample' || a.now === b.now) &&
    sameValues(a.vars, b.vars) &&
    a.run.id === b.run.id &&
    JSON.stringify(a.run.flow) === JSON.stringify(b.run.flow) &&
    a.blocks.length === b.blocks.length &&
    a.blocks.every(({ block, value }, i) => {
      const other = b.blocks[i]
      return value === other?.value && block.name === other.block.name && block.type === other.block.type
    })
  )
}

const sameValues = (a: JsonObject, b: JsonObject): boolean => {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && a[key] === b[key])
  )
}
