import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { outputsOf, switchOn } from '../../../tests/support/trigger-flow.ts'
import { cameIn, pass, runsCame, until, watchedFolder } from '../../../tests/support/watched-folder.ts'

const ALL = ['created', 'changed', 'deleted', 'renamed']

let hosts: ReturnType<typeof diskHosts>
let place: ReturnType<typeof watchedFolder>
let alive: DiskHost[]
beforeEach(() => {
  hosts = diskHosts()
  place = watchedFolder()
  alive = []
})
afterEach(async () => {
  for (const host of alive) await host.triggers.stop()
  await hosts.remove()
  place.remove()
})

const write = (name: string, text = 'x') => writeFileSync(place.at(name), text)
async function began(host: DiskHost): Promise<DiskHost> {
  alive.push(host)
  await host.triggers.start()
  return host
}
/** As after a power cut: what is on disk now is all the next host has. */
async function crashed(host: DiskHost): Promise<DiskHost> {
  const next = hosts.crash()
  await host.triggers.stop()
  return began(next)
}
async function saveAs(host: DiskHost, id: string, document: FlowDocument): Promise<void> {
  await host.store.flows.replace(id, document)
  await host.triggers.saved(id, (await host.store.flows.saveVersion(id)).versionId)
}
/** What happens while nobody looks. */
function changeAll(): void {
  write('new.txt')
  appendFileSync(place.at('a.txt'), 'y')
  renameSync(place.at('b.txt'), place.at('b2.txt'))
  rmSync(place.at('c.txt'))
}

describe('what changed while the host was off', () => {
  beforeEach(() => {
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt']) write(name)
  })

  test('is found when it starts, where that is asked for, and counts once', async () => {
    const host = await began(hosts.first())
    await switchOn(host, place.watch({ kinds: ALL, atStart: true }))
    await pass(host, 3000)
    expect(await outputsOf(host)).toEqual([])
    alive = []
    const stopped = await hosts.restart(host)
    changeAll()
    const next = await began(stopped)
    expect(await runsCame(next, 4)).toEqual([
      'changed a.txt',
      'created new.txt',
      'deleted c.txt',
      'renamed b2.txt',
    ])
    expect(await runsCame(await crashed(next), 4)).toHaveLength(4)
  })

  test('is no news otherwise: only what happens from then on is', async () => {
    const host = await began(hosts.first())
    await switchOn(host, place.watch({ kinds: ALL }))
    alive = []
    const stopped = await hosts.restart(host)
    changeAll()
    const next = await began(stopped)
    await pass(next, 4000)
    expect(await outputsOf(next)).toEqual([])
    rmSync(place.at('new.txt'))
    appendFileSync(place.at('d.txt'), 'z')
    expect(await runsCame(next, 2)).toEqual(['changed d.txt', 'deleted new.txt'])
  })
})

describe('a crash', () => {
  test.each([true, false])(
    'loses no file that was noticed, and doubles none (at the start: %s)',
    async (atStart) => {
      write('old.txt')
      write('gone.txt')
      let host = await began(hosts.first())
      const id = await switchOn(host, place.watch({ kinds: ALL, atStart, settle: '15s' }))
      write('a.txt')
      appendFileSync(place.at('old.txt'), 'y')
      rmSync(place.at('gone.txt'))
      // noticed, but not still yet
      await until(host, () => host.store.triggers.noticed({ flowId: id, block: 'hat' }).length === 3)
      await host.settled()
      expect(await outputsOf(host)).toEqual([])
      host = await crashed(host)
      const all = ['changed old.txt', 'created a.txt', 'deleted gone.txt']
      expect(await runsCame(host, 3)).toEqual(all)
      for (let i = 0; i < 2; i++) host = await crashed(host)
      expect(await runsCame(host, 3)).toEqual(all)
    },
  )

  test('before the commit of a run finds neither run nor file, and both come', async () => {
    let host = await began(hosts.first())
    const id = await switchOn(host, place.watch())
    write('a.txt')
    await pass(host, 1500)
    // the run is ordered in this turn; what is on disk is of before
    while (host.triggers.list()[0]?.fired === 0) {
      await new Promise((resolve) => setImmediate(resolve))
      host.clock.turn(10)
    }
    const next = hosts.crash()
    expect(next.store.triggers.read({ flowId: id, block: 'hat' }).fired).toBe(0)
    await host.triggers.stop()
    host = await began(next)
    expect(await runsCame(host, 1)).toEqual(['created a.txt'])
    expect(host.triggers.list()[0]?.fired).toBe(1)
  })
})

describe('a flow that is saved while it is on', () => {
  test('loses no file that was on its way', async () => {
    const host = await began(hosts.first())
    const id = await switchOn(host, place.watch())
    write('a.txt')
    await pass(host, 1000)
    await saveAs(host, id, place.watch({ settle: '3s' }))
    write('b.txt')
    expect(await runsCame(host, 2)).toEqual(['created a.txt', 'created b.txt'])
  })

  test('with another pattern or folder begins anew with what is there', async () => {
    write('a.txt')
    write('b.pdf')
    mkdirSync(place.beside('other'))
    writeFileSync(place.beside('other', 'c.txt'), 'x')
    const host = await began(hosts.first())
    const id = await switchOn(host, place.watch({ match: '*.txt', kinds: ALL }))
    await saveAs(host, id, place.watch({ match: '*', kinds: ALL }))
    const both = [place.folder, place.beside('other')]
    await saveAs(host, id, place.watch({ folders: both, kinds: ALL }))
    await pass(host, 4000)
    expect(await outputsOf(host)).toEqual([])
    await saveAs(host, id, place.watch({ folders: [place.beside('other')], kinds: ALL }))
    expect(host.store.triggers.seen({ flowId: id, block: 'hat' })).toMatchObject([
      { path: place.beside('other', 'c.txt') },
    ])
  })
})

test.each([0, 1, 2, 4])(
  'a hat that is switched off while it is being armed is not watched (after %s turns)',
  async (turns) => {
    for (let i = 0; i < 300; i++) write(`there-${i}.txt`)
    const host = await began(hosts.first())
    const { id: _, ...document } = place.watch()
    const { id } = await host.store.flows.create(document)
    const { versionId } = await host.store.flows.saveVersion(id)
    const on = host.triggers.switchOn(id, versionId)
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve))
    await host.triggers.switchOff(id)
    await on
    expect(host.triggers.list()).toEqual([])
    write('a.txt')
    await pass(host, 4000)
    expect(await cameIn(host)).toEqual([])
    // what comes from now on counts, in the newest version alone
    await Promise.all([host.triggers.switchOn(id, versionId), host.triggers.switchOn(id, versionId)])
    write('b.txt')
    expect((await runsCame(host, 1)).filter((one) => one.includes('b.txt'))).toEqual(['created b.txt'])
  },
)

test('what comes while all triggers are paused counts by the same rule', async () => {
  const host = await began(hosts.first())
  await switchOn(host, place.watch({}, { name: 'No' }))
  await switchOn(host, place.watch({ atStart: true }, { name: 'Yes' }))
  await host.triggers.pause()
  write('a.txt')
  await pass(host, 3000)
  expect(await outputsOf(host)).toEqual([])
  await host.triggers.goOn()
  expect(await runsCame(host, 1)).toEqual(['created a.txt'])
})

test('a run that cannot be started now is kept until it can be', async () => {
  const host = await began(hosts.first())
  const id = await switchOn(host, place.watch())
  await host.runtime.stopAll()
  write('a.txt')
  await pass(host, 4000)
  expect(await cameIn(host)).toEqual([])
  await host.runtime.resumeAll()
  await host.triggers.follow()
  await host.triggers.enable({ flowId: id, block: 'hat' }, false)
  await host.triggers.enable({ flowId: id, block: 'hat' }, true)
  expect(await runsCame(host, 1)).toEqual(['created a.txt'])
})
