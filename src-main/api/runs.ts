import { AppError } from '#shared/error'
import { acceptFlow, guardJson } from '#shared/flow'
import { isOver, type StepHow, toldRows } from '#shared/run'
import type { StepOrder } from '../runtime/control-runs.ts'
import type { Implementer } from './implementer.ts'
import { live } from './live.ts'
import { PastVariables } from './past-variables.ts'
import { runAndWait, runOf, summaryOf, waitFor } from './run-and-wait.ts'
import { RunHistory } from './run-history.ts'
import type { Services } from './services.ts'

/** ms that `cancel` waits for the run to have stopped, so that its answer says so */
const CANCEL_TAKES = 2000

/** Operations on runs. */
export function runOperations(os: Implementer['runs'], services: Services) {
  const { store, runtime } = services
  const history = new RunHistory(store.journal, store.versions, services.catalog)
  const past = new PastVariables(store.journal, store.versions, services.catalog)
  const moved = (id: string, done: Promise<void>) => done.then(() => runOf(services, id))
  return {
    list: os.list.handler(async ({ input: { startedBy, dead, after, limit, ...filter } }) => {
      const kinds = startedBy?.split(',').map((kind) => kind.trim())
      const letter = dead && ('dead' as const)
      const page = await store.runs.list({ ...filter, startedBy: kinds, letter }, { after, limit })
      // one that is alive knows itself better than the disk does
      return { ...page, items: page.items.map((row) => summaryOf(runtime.get(row.id) ?? row)) }
    }),
    get: os.get.handler(async ({ input }) => {
      const run = await runOf(services, input.id)
      return { ...run, document: store.versions.load(run.versionId) }
    }),
    steps: os.steps.handler(async ({ input: { id, block, after, limit } }) => {
      const run = await runOf(services, id)
      return history.page({ id, versionId: run.versionId, after: seqOf(after), limit, block })
    }),
    variable: os.variable.handler(async ({ input: { id, name, from, limit } }) => {
      const run = await runOf(services, id)
      const variables = runtime.variables(id) ?? (await past.of(run))
      const value = variables?.get(name)
      if (value === undefined) throw noSuchVariable(name)
      return toldRows(value, from, limit)
    }),
    start: os.start.handler(async ({ input: { document: given, input, variables, breakpoints, wait } }) => {
      const { document } = acceptFlow(given)
      const versionId = await store.flows.version(document)
      const flowId = document.id ?? versionId
      return runAndWait(services, { flowId, versionId, document, input, variables, breakpoints }, wait)
    }),
    preview: os.preview.handler(async ({ input: { document: given, run }, signal = NEVER }) => {
      const { document } = acceptFlow(given)
      const lastRun = run === undefined ? undefined : await runOf(services, run)
      return { blocks: await services.previews.work({ document, lastRun }, signal) }
    }),
    tryBlock: os.tryBlock.handler(
      async ({ input: { document: given, block: word, run, input }, signal = NEVER }) => {
        const { document } = acceptFlow(given)
        const block = document.blocks.find(({ id, name }) => id === word || name === word)
        if (!block) throw noSuchBlock(word)
        const lastRun = run === undefined ? undefined : await runOf(services, run)
        return services.previews.runBlock({ document, block: block.id, lastRun, input }, signal)
      },
    ),
    cancel: os.cancel.handler(async ({ input: { id } }) => {
      const run = await runOf(services, id)
      if (isOver(run.status)) return run
      runtime.cancel(id)
      return waitFor(services, id, CANCEL_TAKES)
    }),
    pause: os.pause.handler(({ input: { id } }) => moved(id, runtime.pause(id))),
    continue: os.continue.handler(({ input: { id } }) => moved(id, runtime.continue(id))),
    step: os.step.handler(({ input: { id, how, to } }) => moved(id, runtime.step(id, stepOrder(how, to)))),
    change: os.change.handler(({ input: { id, pointer, variable, value } }) => {
      guardJson({ value })
      return moved(id, runtime.change(id, { pointer, variable, value }))
    }),
    breakpoints: os.breakpoints.handler(({ input: { id, breakpoints } }) =>
      moved(id, runtime.breakpoints(id, breakpoints)),
    ),
    watch: os.watch.handler(async ({ input: { id }, signal = NEVER }) => {
      await runOf(services, id)
      return live(runtime.watch(id, signal), signal)
    }),
    watchAll: os.watchAll.handler(({ signal = NEVER }) => live(runtime.watchAll(signal), signal)),
  }
}

function stepOrder(how: StepHow | undefined, to: string | undefined): StepOrder {
  if (how !== undefined && to === undefined) return { how }
  if (to !== undefined && how === undefined) return { to }
  throw new AppError({
    code: 'api.wrong-input',
    message: 'A step needs either `how` or `to`.',
    fix: 'Give "how" (over, into or out), or "to" (the block to run to).',
  })
}

const noSuchVariable = (name: string): AppError =>
  new AppError({
    code: 'variable.not-found',
    message: `The run has no variable "${name.slice(0, 100)}".`,
    fix: 'Give the name of one of its variables; those of inner scopes are not told.',
  })

const noSuchBlock = (word: string): AppError =>
  new AppError({
    code: 'run.no-such-block',
    message: `The flow has no block "${word.slice(0, 100)}".`,
    fix: 'Give the name or the id of one of its blocks.',
  })

const NEVER = new AbortController().signal

function seqOf(after: string | undefined): number {
  if (after === undefined) return -1
  if (/^\d{1,15}$/.test(after)) return Number(after)
  throw new AppError({
    code: 'page.invalid-cursor',
    message: 'This is not the place of a page in this list.',
    fix: 'Give "after" the value of "next" of the page before, or leave it out to begin at the top.',
  })
}
