import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunSummary } from '#shared/run'
import { flowOf } from '../support/flow-of.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

const LANES = 16
const KILLS = 3

let blockloom: ServedBlockloom
beforeEach(async () => {
  blockloom = await serveBlockloom()
})
afterEach(() => blockloom.end())

const hook = (path: string, answer: string, id: string) =>
  flowOf(
    [
      { id: 'hat', type: 'start/webhook', config: { path, answer }, to: { next: 'set' } },
      {
        id: 'set',
        type: 'data/set-fields',
        config: { fields: { done: true }, keep: true },
        to: { next: 'log' },
      },
      { id: 'log', type: 'say/log', config: { text: 'call {{ input.body.n }}' } },
    ],
    { name: id },
  )

async function switchOn(path: string, answer: string): Promise<void> {
  const { id: _, ...document } = hook(path, answer, `Hook ${path}`)
  const { json } = await blockloom.call<{ id: string }>('/flows', { body: { document } })
  await blockloom.call(`/flows/${json.id}/on`, { body: {} })
}

type Promised = { n: string; runId: string }
let calls = 0

/** Calls until nobody answers any more; @returns what was promised by then */
async function callUntilKilled(killAfterMs: number): Promise<Promised[]> {
  const promised: Promised[] = []
  let over = false
  const lane = async () => {
    while (!over) {
      const n = `call-${calls++}`
      try {
        const path = calls % 2 === 0 ? 'once' : 'done'
        const answer = await blockloom.get(`/hooks/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'idempotency-key': n },
          body: JSON.stringify({ n }),
        })
        const { runId } = (await answer.json()) as { runId?: string }
        if (answer.ok) promised.push({ n, runId: runId ?? '' })
      } catch {
        over = true
      }
    }
  }
  const lanes = Array.from({ length: LANES }, lane)
  await pause(killAfterMs)
  await blockloom.kill()
  over = true
  await Promise.all(lanes)
  return promised
}

test(`killed ${KILLS} times under load, each call that was answered with 2xx has its run, once`, async () => {
  await switchOn('once', 'at once')
  await switchOn('done', 'when done')
  const promised: Promised[] = []
  let hits = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const before = promised.length
    promised.push(...(await callUntilKilled(400 + kill * 250)))
    if (promised.length > before) hits += 1
    await blockloom.startAgain()
  }
  expect(hits).toBe(KILLS)
  const runs = await allRuns()
  const byCall = new Map<string, RunSummary[]>()
  for (const run of runs) {
    const { body } = run.trigger.value as { body: { n: string } }
    byCall.set(body.n, [...(byCall.get(body.n) ?? []), run])
  }
  for (const { n, runId } of promised) {
    expect(byCall.get(n)).toHaveLength(1)
    if (runId !== '') expect(byCall.get(n)?.[0]?.id).toBe(runId)
  }
  for (const run of runs) await blockloom.rest(run.id, ({ status }) => status === 'succeeded')
  const { n, runId } = promised.findLast((one) => one.runId !== '') as Promised
  const again = await blockloom.get('/hooks/once', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': n },
    body: JSON.stringify({ n }),
  })
  expect(await again.json()).toEqual({ runId })
}, 120_000)

async function allRuns(): Promise<RunSummary[]> {
  const found: RunSummary[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: { items: RunSummary[]; next: string | null } = (
      await blockloom.call<{ items: RunSummary[]; next: string | null }>(
        `/runs?limit=500${after === '' ? '' : `&after=${after}`}`,
      )
    ).json
    found.push(...page.items)
    after = page.next
  }
  return found
}
