import type { RunNews } from '#shared/contract'
import type { AppErrorShape } from '#shared/error'
import type { Json } from '#shared/flow'
import type { RunSummary, StepView } from '#shared/run'

/** Steps kept in the page; of a longer run the newest, and the last of each block. */
const STEPS_KEPT = 500
const LOGS_KEPT = 1000

export type BlockRunState = 'running' | 'waiting' | 'done' | 'failed' | 'interrupted'

/** What one run did with one block so far. */
export type BlockRun = {
  state: BlockRunState
  /** times it was reached */
  count: number
  /** pointers on it now */
  active: number
  /** loop passes, over all its visits */
  passes: number
  lastInput?: Json
  lastOutput?: Json
  error?: AppErrorShape
  lastLog?: string
}

export type RunLog = RunNews['logs'][number]

export type RunView = {
  summary: RunSummary | null
  /** in the order they started */
  steps: readonly StepView[]
  blocks: Readonly<Record<string, BlockRun>>
  /** values that went along links: `from|out|to` -> count */
  links: Readonly<Record<string, number>>
  logs: readonly RunLog[]
  counts: RunNews['counts']
  /** what the run's own variables hold, or held last */
  variables: NonNullable<RunNews['variables']>
  done: boolean
}

export const NO_RUN: RunView = {
  summary: null,
  steps: [],
  blocks: {},
  links: {},
  logs: [],
  counts: {},
  variables: {},
  done: false,
}

/** Takes one batch of news into the view of a run. */
export function foldNews(view: RunView, news: RunNews): RunView {
  const counts = { ...view.counts, ...news.counts }
  const steps = news.steps.length > 0 ? mergeSteps(view.steps, news.steps) : view.steps
  return {
    summary: news.run ?? view.summary,
    steps,
    counts,
    blocks: mergeBlocks(view, news, counts),
    links: Object.keys(news.links).length > 0 ? { ...view.links, ...news.links } : view.links,
    logs: news.logs.length > 0 ? [...view.logs, ...news.logs].slice(-LOGS_KEPT) : view.logs,
    variables: mergeVariables(view.variables, news.variables),
    done: news.done,
  }
}

/** Variables that the batch says nothing of keep their object. */
const mergeVariables = (old: RunView['variables'], fresh: RunNews['variables'] = {}): RunView['variables'] =>
  Object.keys(fresh).length > 0 ? { ...old, ...fresh } : old

function mergeSteps(old: readonly StepView[], fresh: readonly StepView[]): readonly StepView[] {
  const bySeq = new Map(old.map((step) => [step.seq, step]))
  for (const step of fresh) bySeq.set(step.seq, step)
  const all = [...bySeq.values()].sort((a, b) => a.seq - b.seq)
  if (all.length <= 2 * STEPS_KEPT) return all
  const newest = new Map(all.map((step) => [step.block, step]))
  return all.filter((step, i) => i >= all.length - STEPS_KEPT || newest.get(step.block) === step)
}

/** Blocks that the batch says nothing of keep their object, so that only touched blocks are drawn again. */
function mergeBlocks(view: RunView, news: RunNews, counts: RunNews['counts']): Record<string, BlockRun> {
  const blocks: Record<string, BlockRun> = { ...view.blocks }
  const newest = new Map<string, StepView>()
  for (const step of news.steps) {
    const before = newest.get(step.block)
    if (!before || before.seq <= step.seq) newest.set(step.block, step)
  }
  for (const id of new Set([...newest.keys(), ...Object.keys(news.counts)]))
    blocks[id] = blockRun(blocks[id], newest.get(id), counts[id])
  for (const log of news.logs) {
    const block = blocks[log.block]
    if (block) blocks[log.block] = { ...block, lastLog: log.text }
  }
  return blocks
}

function blockRun(
  before: BlockRun | undefined,
  step: StepView | undefined,
  counts: RunNews['counts'][string] | undefined,
): BlockRun {
  const active = counts?.active ?? before?.active ?? 0
  const own = step ? stateOf(step) : (before?.state ?? 'done')
  const base = {
    state: active > 0 && own !== 'waiting' && own !== 'interrupted' ? ('running' as const) : own,
    count: counts?.started ?? before?.count ?? 0,
    active,
    passes: counts?.passes ?? before?.passes ?? 0,
    lastLog: before?.lastLog,
  }
  const given = step && givenBy(step)
  // A step that has only begun has no output yet: the last one stays in sight until there is a newer.
  return {
    ...base,
    lastInput: step?.input !== undefined ? step.input : before?.lastInput,
    lastOutput: given !== undefined ? given : before?.lastOutput,
    error: step ? step.error : before?.error,
  }
}

/** What left a block; nothing leaves a return, so there it is what the run gives back. */
function givenBy({ type, output, config }: StepView): Json | undefined {
  if (output !== undefined || type !== 'control/return') return output
  return typeof config === 'object' && config !== null && 'value' in config ? config.value : undefined
}

function stateOf(step: StepView): BlockRunState {
  switch (step.status) {
    case 'running':
      return 'running'
    case 'waiting':
      return 'waiting'
    case 'failed':
      return 'failed'
    case 'interrupted':
      return 'interrupted'
    default:
      return 'done'
  }
}
