import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { switchOn } from '../../../tests/support/trigger-flow.ts'
import { pass, watchedFolder } from '../../../tests/support/watched-folder.ts'

const MANY = 10_000

let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
let place: ReturnType<typeof watchedFolder>
beforeEach(async () => {
  hosts = diskHosts()
  place = watchedFolder()
  host = hosts.first()
  await host.triggers.start()
})
afterEach(async () => {
  await host.triggers.stop()
  await hosts.remove()
  place.remove()
})

/** Until so many runs were ordered and no more come. */
async function fired(count: number): Promise<number> {
  const now = () => host.triggers.list()[0]?.fired ?? 0
  for (let i = 0; i < 600 && now() < count; i++) {
    await pause(50)
    host.clock.turn(100)
  }
  await pass(host, 5000)
  return now()
}

describe('ten thousand files', () => {
  test('that come at once start a run each, once, though the system tells of fewer', async () => {
    const { id } = {
      id: await switchOn(host, place.watch({ recursive: true, kinds: ['created', 'renamed'] })),
    }
    mkdirSync(place.at('d'))
    // in one turn, so that nobody fetches what the system tells: beyond 16,384 events it drops them
    for (let i = 0; i < MANY; i++) writeFileSync(place.at('d', `f${i}`), 'x')
    expect(await fired(MANY)).toBe(MANY)
    const names = new Set<string>()
    for (let after: string | null | undefined; after !== null; ) {
      const page = await host.store.runs.list({ flow: id }, { limit: 500, ...(after && { after }) })
      for (const { trigger } of page.items) names.add((trigger.value as { file: { name: string } }).file.name)
      after = page.next
    }
    expect(names.size).toBe(MANY)
    renameSync(place.at('d'), place.at('e'))
    expect(await fired(2 * MANY)).toBe(2 * MANY)
  }, 120_000)

  test('that come and go are one run for all of a kind, where that is asked for', async () => {
    for (let i = 0; i < 2000; i++) writeFileSync(place.at(`f${i}`), 'x')
    await switchOn(host, place.watch({ batch: true, kinds: ['deleted'] }))
    for (let i = 0; i < 2000; i++) rmSync(place.at(`f${i}`))
    expect(await fired(1)).toBe(1)
    const [run] = (await host.store.runs.list({}, { limit: 2 })).items
    expect(run?.trigger.value).toMatchObject({ files: { length: 2000 } })
  })
})
