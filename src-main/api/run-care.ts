import { LARGEST_BATCH } from '#shared/contract'
import { AppError, type AppErrorShape } from '#shared/error'
import { guardJson, type Json } from '#shared/flow'
import type { Rerun } from '../runtime/plan-rerun.ts'
import type { RunFilter } from '../store/runs.ts'
import type { Implementer } from './implementer.ts'
import { runOf, summaryOf, waitAsked, waitFor } from './run-and-wait.ts'
import type { Services } from './services.ts'

/** Runs that are looked up at once. */
const PAGE = 500

/** Operations on runs that need somebody. */
export function runCareOperations(os: Implementer['runs'], services: Services) {
  const { runtime } = services
  const after = async (id: string, done: Promise<void>) => {
    await done
    return runOf(services, id)
  }
  return {
    asked: os.asked.handler(async ({ input: { id } }) => {
      await runOf(services, id)
      return runtime.asked(id)
    }),
    resume: os.resume.handler(({ input: { id, ...answer } }) => {
      checkGiven(answer)
      return after(id, runtime.answer(id, answer))
    }),
    retry: os.retry.handler(async ({ input: { id, from, input, variables, version, wait } }) => {
      guardJson({ input: input ?? null, variables: variables ?? {} })
      const ms = waitAsked(wait)
      const newest = await versionFor(services, id, version)
      const made = await runtime.retry(id, { from, input, variables, ...newest })
      return ms > 0 ? waitFor(services, made, ms) : runOf(services, made)
    }),
    retries: os.retries.handler(async ({ input: { id } }) => {
      await runOf(services, id)
      const rows = await services.store.runs.retriesOf(id)
      return rows.map((row) => summaryOf(runtime.get(row.id) ?? row))
    }),
    dismiss: os.dismiss.handler(({ input: { id } }) => after(id, runtime.dismiss(id))),
    batch: os.batch.handler(async ({ input }) => {
      const ids = input.ids ?? (await idsOf(services, input.filter))
      const done: { id: string; made?: string }[] = []
      const refused: { id: string; error: AppErrorShape }[] = []
      for (const id of new Set(ids)) {
        try {
          done.push({ id, ...(await doOne(services, id, input)) })
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          refused.push({ id, error: error.toJSON() })
        }
      }
      // each was told to stop; what is answered is on disk
      if (input.do === 'cancel') await Promise.all(done.map(({ id }) => runtime.ended(id)))
      return { done, refused }
    }),
    cancelFlow: os.cancelFlow.handler(async ({ input: { id } }) => ({
      cancelled: await runtime.cancelFlow(id),
    })),
    stopAll: os.stopAll.handler(async () => {
      try {
        return { cancelled: await runtime.stopAll() }
      } finally {
        await services.triggers.follow()
      }
    }),
    resumeAll: os.resumeAll.handler(async () => {
      await runtime.resumeAll()
      await services.triggers.follow()
      return { stoppedSince: null }
    }),
    stopped: os.stopped.handler(() => ({ stoppedSince: runtime.stoppedSince() })),
  }
}

function checkGiven({ do: what, value }: { do: string; value?: Json }): void {
  if (value !== undefined) guardJson({ value })
  if ((what === 'give') === (value !== undefined)) return
  throw new AppError({
    code: 'api.wrong-input',
    message: what === 'give' ? 'There is no `value` to give.' : '`value` goes only with `give`.',
    fix: 'Give { "do": "give", "value": ... }, or leave "value" out.',
  })
}

type VersionAsked = 'same' | 'newest' | 'draft'

/** The version a run is done again with, where that is another one. @throws AppError `version.not-found`, `flow.not-found` */
async function versionFor(
  services: Services,
  id: string,
  version: VersionAsked,
): Promise<Pick<Rerun, 'version'>> {
  if (version === 'same') return {}
  const { flowId, flowName } = await runOf(services, id)
  const { flows } = services.store
  const newest = version === 'draft' ? await flows.saveVersion(flowId) : (await flows.versions(flowId))[0]
  const document = newest && services.store.versions.load(newest.versionId)
  if (newest && document) return { version: { versionId: newest.versionId, document } }
  throw new AppError({
    code: 'version.not-found',
    message: `"${flowName}" has no version that is kept.`,
    fix: 'Do the run again with the version that it ran with.',
  })
}

type Batch = { do: 'retry' | 'dismiss' | 'cancel'; from: 'start' | 'failed'; version: VersionAsked }

async function doOne(services: Services, id: string, batch: Batch): Promise<{ made?: string }> {
  const { runtime } = services
  if (batch.do === 'retry') {
    const newest = await versionFor(services, id, batch.version)
    return { made: await runtime.retry(id, { from: batch.from, ...newest }) }
  }
  if (batch.do === 'dismiss') await runtime.dismiss(id)
  else runtime.cancel(id)
  return {}
}

type Filter = { flow?: string; status?: RunFilter['status']; dead?: true }

/** @throws AppError `api.wrong-input` when nothing says which runs are meant */
async function idsOf({ store }: Services, filter: Filter = {}): Promise<string[]> {
  const { flow, status, dead } = filter
  if (flow === undefined && status === undefined && !dead)
    throw new AppError({
      code: 'api.wrong-input',
      message: 'Nothing says which runs are meant.',
      fix: 'Give "ids", or a "filter" with flow, status or dead.',
    })
  const ids: string[] = []
  let after: string | undefined
  do {
    const page = await store.runs.list(
      { flow, status, ...(dead && { letter: 'dead' as const }) },
      { after, limit: PAGE },
    )
    for (const run of page.items) ids.push(run.id)
    after = page.next ?? undefined
  } while (after !== undefined && ids.length < LARGEST_BATCH)
  return ids.slice(0, LARGEST_BATCH)
}
