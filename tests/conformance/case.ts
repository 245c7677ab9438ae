import type { Block, FlowDocument, Json, JsonObject, Link } from '#shared/flow'

/** One file of cases: a part of the rules of running a flow, each sentence with what it asks for. */
export type CaseFile = { about: string; cases: Case[] }

/** See README.md beside this file: the words mean the same to every implementation. */
export type Case = {
  says: string
  flow: ShortFlow
  /** other flows that it may call, by id */
  flows?: Record<string, ShortFlow>
  /** what blocks that touch the world do, by block: one answer an attempt, the last one again and again */
  world?: Record<string, Answer | Answer[]>
  /** the engine does not do this yet; the reason */
  expectedToFail?: string
} & (OneRun | { runs: OneRun[]; together?: boolean })

export type OneRun = {
  input?: Json
  variables?: Record<string, Json>
  /** fired by this hat, instead of by Run */
  trigger?: { block: string; value: Json }
  /** cancelled so long after it was ordered */
  cancelAfter?: string
  /** what people reply to questions, in order */
  people?: Reply[]
  expect: Expected
}

export type ShortFlow = {
  blocks: Record<string, string | Partial<Block>>
  /** `block.output > block` */
  links?: string[]
} & Partial<Pick<FlowDocument, 'variables' | 'settings' | 'name'>>

/** What a person says to the question of a block, so long after the run was ordered. */
export type Reply = { block: string; after: string; answer: Json }

/** `never`: nothing comes back, whatever happens. */
export type Answer =
  | 'never'
  | {
      takes?: string
      gives?: Json
      /** another output than `next` */
      out?: string
      fails?: { code: string; message: string; retryable?: boolean; retryAfterMs?: number }
    }

export type Expected = {
  status?: string
  output?: Json
  /** `message`: what it contains */
  error?: { code: string; message?: string | string[]; block?: string }
  /** `block#visit@path status`, in the order in which the steps started; a visit of 0, an empty path and `succeeded` are left out */
  steps?: string[]
  /** time from start to end, on the clock of the test */
  took?: string
  tookAtMost?: string
  /** attempts by step, as `block@path` */
  attempts?: Record<string, number>
  /** passes by step */
  passes?: Record<string, number>
  /** blocks that were told to stop, in order */
  aborted?: string[]
  /** runs of other flows that it called, as `flow status`, in order */
  called?: string[]
  /** codes of what people were told whose replies do not count, in order; none unless told */
  refusals?: string[]
  /** status whenever nothing went on by itself, and the last one */
  statuses?: string[]
  /** the flow is refused: `code block` of each of its errors */
  problems?: string[]
}

const KEYS = {
  case: ['says', 'flow', 'flows', 'world', 'expectedToFail', 'runs', 'together'],
  run: ['input', 'variables', 'trigger', 'cancelAfter', 'people', 'expect'],
  reply: ['block', 'after', 'answer'],
  flow: ['blocks', 'links', 'variables', 'settings', 'name'],
  expect: [
    'status',
    'output',
    'error',
    'steps',
    'took',
    'tookAtMost',
    'attempts',
    'passes',
    'aborted',
    'called',
    'refusals',
    'statuses',
    'problems',
  ],
}

/** The runs of a case. @throws Error for a misspelt word, and for a case that expects nothing */
export function runsOf(one: Case): OneRun[] {
  const runs = 'runs' in one ? one.runs : [one]
  only(one, 'runs' in one ? KEYS.case : [...KEYS.case, ...KEYS.run], one.says)
  for (const flow of [one.flow, ...Object.values(one.flows ?? {})]) only(flow, KEYS.flow, `${one.says}: flow`)
  for (const run of runs) {
    if (run !== one) only(run, KEYS.run, `${one.says}: runs`)
    only(run.expect, KEYS.expect, `${one.says}: expect`)
    for (const reply of run.people ?? []) only(reply, KEYS.reply, `${one.says}: people`)
    if (run.expect.status === undefined && run.expect.problems === undefined)
      throw new Error(`${one.says}: expects neither a status nor problems`)
  }
  return runs
}

function only(object: object, known: readonly string[], where: string): void {
  for (const key of Object.keys(object))
    if (!known.includes(key)) throw new Error(`${where}: no such word: ${key}`)
}

/** The flow as its file would hold it. A block is called by its id, unless it has a name. */
export function flowOfCase({ blocks, links = [], ...rest }: ShortFlow, flowId = 'flw_case'): FlowDocument {
  return {
    format: 1,
    id: flowId,
    name: 'Case',
    ...rest,
    blocks: Object.entries(blocks).map(([id, given]) => {
      const own = typeof given === 'string' ? { type: given } : given
      return { id, version: 1, name: id, config: {} as JsonObject, ...own } as Block
    }),
    links: links.map(linkOf),
  }
}

function linkOf(text: string): Link {
  const [, from, out, to] = /^(\S+?)\.(\S+) > (\S+)$/.exec(text) ?? []
  if (!from || !out || !to) throw new Error(`no link: ${text}`)
  return { from, out, to }
}
