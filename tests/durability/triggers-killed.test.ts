import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FlowDocument, Json } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { many } from '../support/many.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'
import { startedBy } from '../support/trigger-flow.ts'

const KILLS = many(3, 50)
const LANES = 8

let blockloom: ServedBlockloom
beforeEach(async () => {
  blockloom = await serveBlockloom()
})
afterEach(() => blockloom.end())

async function switchOn({ id: _, ...document }: FlowDocument): Promise<string> {
  const { json } = await blockloom.call<{ id: string }>('/flows', { body: { document } })
  expect((await blockloom.call(`/flows/${json.id}/on`, { body: {} })).status).toBe(200)
  return json.id
}

async function runsOf(flow: string): Promise<RunSummary[]> {
  const found: RunSummary[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page: { items: RunSummary[]; next: string | null } = (
      await blockloom.call<{ items: RunSummary[]; next: string | null }>(
        `/runs?flow=${flow}&limit=500${after === '' ? '' : `&after=${after}`}`,
      )
    ).json
    found.push(...page.items)
    after = page.next
  }
  return found.reverse()
}

type Times = { fired: number; missed: number; next: number | null }
const timesOf = async (flow: string): Promise<Times> =>
  (await blockloom.call<Times>(`/triggers/${flow}/hat`)).json

test(
  `killed ${KILLS} times, a schedule of every second has had each of its times once, in order`,
  async () => {
    const flow = await switchOn(
      startedBy('start/schedule', { cron: '* * * * * *', zone: 'UTC', catchUp: 'all' }),
    )
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(1200 + 170 * (kill % 6))
      await blockloom.kill()
      await blockloom.startAgain()
    }
    // one more, after the last start
    await pause(2500)
    const runs = await runsOf(flow)
    const dues = runs.map(({ trigger }) => trigger.value as { due: string; missed: number })
    expect(dues.length).toBeGreaterThan(KILLS)
    for (const [i, { due, missed }] of dues.entries()) {
      expect(missed).toBe(0)
      if (i > 0) expect(Date.parse(due) - Date.parse(dues[i - 1]?.due ?? '')).toBe(1000)
    }
    expect((await timesOf(flow)).fired).toBeGreaterThanOrEqual(dues.length)
  },
  60_000 + KILLS * 20_000,
)

type Emitted = { heard: { outcome: string; runId?: string }[] }
let events = 0

/** Emits until so many are acknowledged, and kills. @returns what was acknowledged, and the keys that were not */
async function emitAndKill(most: number): Promise<{ told: Map<string, string>; open: string[] }> {
  const told = new Map<string, string>()
  const open: string[] = []
  let over = false
  const lane = async () => {
    while (!over) {
      const key = `event-${events++}`
      try {
        told.set(key, await emit(key))
      } catch (error) {
        if (!over) throw error
        open.push(key)
      }
    }
  }
  const lanes = Promise.all(Array.from({ length: LANES }, lane))
  while (told.size < most) await Promise.race([pause(5), lanes])
  over = true
  await blockloom.kill()
  await lanes
  return { told, open }
}

async function emit(key: string): Promise<string> {
  const { status, json } = await blockloom.call<Emitted>('/events/tick', {
    body: { payload: key, key },
  })
  const [heard] = json.heard ?? []
  if (status !== 200 || heard?.runId === undefined) throw new Error(`${status} ${JSON.stringify(json)}`)
  return heard.runId
}

test(
  `killed ${KILLS} times under load, each event that was acknowledged has its run, once, and who asks again gets the same`,
  async () => {
    const flow = await switchOn(startedBy('start/event', { name: 'tick' }))
    const told = new Map<string, string>()
    for (let kill = 0; kill < KILLS; kill++) {
      const round = await emitAndKill(20 + 37 * (kill % 6))
      expect(round.told.size).toBeGreaterThan(0)
      for (const [key, runId] of round.told) told.set(key, runId)
      await blockloom.startAgain()
      for (const key of round.open) told.set(key, await emit(key))
    }
    const byKey = new Map<Json, string[]>()
    for (const { id, trigger } of await runsOf(flow))
      byKey.set(trigger.value, [...(byKey.get(trigger.value) ?? []), id])
    for (const [key, runId] of told) expect([key, byKey.get(key)]).toEqual([key, [runId]])
    expect(byKey.size).toBe(told.size)
  },
  60_000 + KILLS * 20_000,
)
