import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { switchOn } from '../../../tests/support/trigger-flow.ts'
import { eachWithWatchedFolder, pass } from '../../../tests/support/watched-folder.ts'

const MANY = 10_000

const here = eachWithWatchedFolder()

/** Until so many runs were ordered and no more come. */
async function fired(count: number): Promise<number> {
  const now = () => here.host.triggers.list()[0]?.fired ?? 0
  for (let i = 0; i < 600 && now() < count; i++) {
    await pause(50)
    here.host.clock.turn(100)
  }
  await pass(here.host, 5000)
  return now()
}

describe('ten thousand files', () => {
  test('that come at once start a run each, once, though the system tells of fewer', async () => {
    const { id } = {
      id: await switchOn(here.host, here.place.watch({ recursive: true, kinds: ['created', 'renamed'] })),
    }
    mkdirSync(here.place.at('d'))
    // in one turn, so that nobody fetches what the system tells: beyond 16,384 events it drops them
    for (let i = 0; i < MANY; i++) writeFileSync(here.place.at('d', `f${i}`), 'x')
    expect(await fired(MANY)).toBe(MANY)
    const names = new Set<string>()
    for (let after: string | null | undefined; after !== null; ) {
      const page = await here.host.store.runs.list({ flow: id }, { limit: 500, ...(after && { after }) })
      for (const { trigger } of page.items) names.add((trigger.value as { file: { name: string } }).file.name)
      after = page.next
    }
    expect(names.size).toBe(MANY)
    renameSync(here.place.at('d'), here.place.at('e'))
    expect(await fired(2 * MANY)).toBe(2 * MANY)
  }, 120_000)

  test('that come and go are one run for all of a kind, where that is asked for', async () => {
    for (let i = 0; i < 2000; i++) writeFileSync(here.place.at(`f${i}`), 'x')
    await switchOn(here.host, here.place.watch({ batch: true, kinds: ['deleted'] }))
    for (let i = 0; i < 2000; i++) rmSync(here.place.at(`f${i}`))
    expect(await fired(1)).toBe(1)
    const [run] = (await here.host.store.runs.list({}, { limit: 2 })).items
    expect(run?.trigger.value).toMatchObject({ files: { length: 2000 } })
  })
})
