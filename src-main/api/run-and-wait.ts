import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '#shared/error'
import { type JsonObject, parseDuration } from '#shared/flow'
import { jsonValue } from '#shared/json'
import type { RunSummary } from '#shared/run'
import type { RunRow } from '../runtime/ports.ts'
import type { RunOrder } from '../runtime/runtime.ts'
import type { Services } from './services.ts'

/** ms; the longest a call waits for a run */
const LONGEST_WAIT = 10 * 60_000

export const summaryOf = (row: RunRow): RunSummary => ({
  ...row,
  durationMs: row.startedAt !== null && row.endedAt !== null ? row.endedAt - row.startedAt : null,
})

/** @throws AppError `run.not-found` */
export async function runOf({ store, runtime }: Services, id: string): Promise<RunSummary> {
  // one that is alive knows itself better than the disk does
  const row = runtime.get(id) ?? (await store.runs.get(id))
  const standing = runtime.standing(id)
  const asks = runtime.asks(id)
  if (row) return { ...summaryOf(row), ...(asks.length > 0 && { asks }), ...(standing && { standing }) }
  throw new AppError({
    code: 'run.not-found',
    message: `There is no run ${id.slice(0, 100)}.`,
    fix: 'See the runs with: blockloom runs list',
    details: { run: id },
  })
}

/**
 * Starts a run and answers when that is on disk; with `wait` ("30s") when the run is over, or after that time as it
 * then stands.
 */
export async function runAndWait(services: Services, order: RunOrder, wait?: string): Promise<RunSummary> {
  const ms = waitAsked(wait)
  const id = services.runtime.start(taken(order))
  if (ms > 0) return waitFor(services, id, ms)
  await untilOnDisk(services, id)
  return runOf(services, id)
}

/** An order that the disk does not take is called off: refused to its caller, it would run later by itself. */
async function untilOnDisk({ runtime, store }: Services, id: string): Promise<void> {
  try {
    await store.journal.flush()
  } catch (refused) {
    runtime.cancel(id)
    throw refused
  }
}

/** The run when it is over, or as it stands after `ms`. */
export async function waitFor(services: Services, id: string, ms: number): Promise<RunSummary> {
  const over = new AbortController()
  const late = pause(ms, undefined, { signal: over.signal, ref: false }).catch(() => undefined)
  try {
    const row = await Promise.race([services.runtime.ended(id), late])
    return row ? summaryOf(row) : await runOf(services, id)
  } finally {
    over.abort()
  }
}

/** An order with values that may travel: not every door has read what comes through it as strictly as REST has. */
function taken(order: RunOrder): RunOrder {
  const { input, variables } = order
  checkVariables(order)
  return {
    ...order,
    ...(input !== undefined && { input: jsonValue(input) }),
    ...(variables && { variables: jsonValue(variables) as JsonObject }),
  }
}

/** @throws AppError `run.unknown-variable` */
function checkVariables({ document, variables = {} }: RunOrder): void {
  const known = (document.variables ?? []).map(({ name }) => name)
  const unknown = Object.keys(variables).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new AppError({
    code: 'run.unknown-variable',
    message: `"${document.name}" has no variable "${unknown.slice(0, 100)}".`,
    fix: known.length > 0 ? `It has: ${known.join(', ')}.` : 'It has no variables; give none.',
    details: { variable: unknown.slice(0, 100) },
  })
}

/** ms that a call waits for a run. @throws AppError `api.wrong-input`, `flow.bad-duration` */
export function waitAsked(text: string | undefined): number {
  if (text === undefined) return 0
  const ms = parseDuration(text)
  if (ms <= LONGEST_WAIT) return ms
  throw new AppError({
    code: 'api.wrong-input',
    message: '`wait` must be at most 10m.',
    fix: 'Wait less, and ask for the run again by its id.',
  })
}
