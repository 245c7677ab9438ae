import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunSummary } from '#shared/run'
import { many } from '../support/many.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'
import { startedBy } from '../support/trigger-flow.ts'

const KILLS = many(4, 50)

let blockloom: ServedBlockloom
let top: string
beforeEach(async () => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'blockloom-killed-')))
  blockloom = await serveBlockloom()
})
afterEach(async () => {
  await blockloom.end()
  rmSync(top, { recursive: true, force: true })
})

async function switchOn(name: string, config: object): Promise<string> {
  const { id: _, ...document } = startedBy('start/file-changed', { settle: '100ms', ...config }, { name })
  const { json } = await blockloom.call<{ id: string }>('/flows', { body: { document } })
  await blockloom.call(`/flows/${json.id}/on`, { body: {} })
  return json.id
}

/** How many runs each file has started. */
async function runsByFile(flow: string): Promise<Map<string, number>> {
  const byFile = new Map<string, number>()
  for (let after: string | null = ''; after !== null; ) {
    type Page = { items: RunSummary[]; next: string | null }
    const next: Page = (
      await blockloom.call<Page>(`/runs?flow=${flow}&limit=500${after === '' ? '' : `&after=${after}`}`)
    ).json
    for (const { trigger } of next.items) {
      const { file } = trigger.value as { file: { name: string } }
      byFile.set(file.name, (byFile.get(file.name) ?? 0) + 1)
    }
    after = next.next
  }
  return byFile
}

async function untilAll(flow: string, wanted: ReadonlySet<string>): Promise<Map<string, number>> {
  for (let i = 0; i < 300; i++) {
    const byFile = await runsByFile(flow)
    if (byFile.size >= wanted.size) return byFile
    await pause(100)
  }
  return runsByFile(flow)
}

test(`killed ${KILLS} times while files come, each file has its run, once`, async () => {
  const folders = [join(top, 'a'), join(top, 'b')]
  for (const folder of folders) mkdirSync(folder)
  const all = await switchOn('All', { folders, atStart: true })
  // without that, what comes while nobody runs is no news; but nothing may come twice
  const some = await switchOn('Some', { folders })
  const written = new Set<string>()
  let alive = true
  let hits = 0
  const write = (name: string) => {
    writeFileSync(join(folders[written.size % 2] as string, name), name)
    written.add(name)
  }
  for (let kill = 0; kill < KILLS; kill++) {
    alive = true
    const writing = (async () => {
      for (let n = 0; alive; n++) {
        write(`f${kill}-${n}.txt`)
        await pause(2)
      }
    })()
    await pause(600 + kill * 37)
    await blockloom.kill()
    alive = false
    await writing
    await blockloom.startAgain()
    const soFar = (await runsByFile(all)).size
    if (soFar > 0 && soFar < written.size) hits += 1
  }
  // it was killed while files were on their way
  expect(hits).toBeGreaterThan(0)
  write('last.txt')
  const byFile = await untilAll(all, written)
  expect(new Set(byFile.keys())).toEqual(written)
  expect([...byFile].filter(([, runs]) => runs !== 1)).toEqual([])
  const others = await runsByFile(some)
  expect(others.get('last.txt')).toBe(1)
  expect([...others].filter(([, runs]) => runs !== 1)).toEqual([])
}, 600_000)

test('what was noticed before a kill is not forgotten, though what comes while nobody runs is no news', async () => {
  const folder = join(top, 'in')
  mkdirSync(folder)
  const flow = await switchOn('Slow', { folders: [folder], settle: '8s' })
  writeFileSync(join(folder, 'before.txt'), 'x')
  await pause(3000)
  await blockloom.kill()
  writeFileSync(join(folder, 'while-off.txt'), 'x')
  await blockloom.startAgain()
  writeFileSync(join(folder, 'after.txt'), 'x')
  const wanted = new Set(['before.txt', 'after.txt'])
  expect(new Set((await untilAll(flow, wanted)).keys())).toEqual(wanted)
}, 60_000)
