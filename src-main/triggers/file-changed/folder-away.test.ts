import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { otherDisk } from '../../../tests/support/other-disk.ts'
import { outputsOf, switchOn } from '../../../tests/support/trigger-flow.ts'
import { cameIn, pass, runsCame, until, watchedFolder } from '../../../tests/support/watched-folder.ts'

const ALL = ['created', 'changed', 'deleted', 'renamed']

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

const state = () => host.triggers.list()[0]
const errorComes = (code: string) => until(host, () => state()?.error?.code === code)
const armed = () => until(host, () => state()?.state === 'armed')

describe('a folder that cannot be watched is told on the hat, with what to do', () => {
  test('one that is not there; when it is made, what is in it arrives', async () => {
    await switchOn(host, place.watch({ folders: [place.beside('later')] }))
    expect(state()).toMatchObject({
      state: 'failed',
      error: { code: 'trigger.folder-missing', fix: expect.stringContaining('Make it') },
      retryAt: host.clock.now() + 1000,
    })
    mkdirSync(place.beside('later'))
    writeFileSync(place.beside('later', 'a.txt'), 'x')
    await armed()
    writeFileSync(place.beside('later', 'b.txt'), 'x')
    expect(await runsCame(host, 2)).toEqual(['created a.txt', 'created b.txt'])
  })

  test('one that is a file', async () => {
    writeFileSync(place.at('file'), 'x')
    await switchOn(host, place.watch({ folders: [place.at('file')] }))
    expect(state()?.error).toMatchObject({ code: 'trigger.not-a-folder' })
  })

  test('none at all, an unknown kind of change, a pattern that is none, a wait that is none', async () => {
    for (const [config, code] of [
      [{ folders: [] }, 'config.required'],
      [{ folders: ['  '] }, 'config.required'],
      [{ kinds: ['moved'] }, 'config.not-a-choice'],
      [{ kinds: [] }, 'trigger.no-change'],
      [{ settle: 'soon' }, 'config.wrong-kind'],
      [{ match: 'x'.repeat(70_000) }, 'files.bad-pattern'],
    ] as const) {
      const id = await switchOn(host, place.watch(config))
      expect(host.triggers.show({ flowId: id, block: 'hat' }).error?.code).toBe(code)
    }
  })

  test('the others of the hat are watched all the same', async () => {
    await switchOn(host, place.watch({ folders: [place.beside('none'), place.folder] }))
    expect(state()?.error).toMatchObject({ code: 'trigger.folder-missing' })
    writeFileSync(place.at('a.txt'), 'x')
    expect(await runsCame(host, 1)).toEqual(['created a.txt'])
    expect(state()).toMatchObject({ state: 'failed', fired: 1 })
  })
})

describe('a folder that goes', () => {
  test('is told, its files do not count as deleted, and it is taken up when it is back', async () => {
    for (const name of ['a.txt', 'b.txt']) writeFileSync(place.at(name), 'x')
    await switchOn(host, place.watch({ kinds: ALL }))
    renameSync(place.folder, place.beside('away'))
    await errorComes('trigger.folder-missing')
    await pass(host, 5000)
    expect(await outputsOf(host)).toEqual([])
    rmSync(place.beside('away', 'b.txt'))
    writeFileSync(place.beside('away', 'c.txt'), 'x')
    renameSync(place.beside('away'), place.folder)
    await armed()
    expect(state()?.error).toBeNull()
    writeFileSync(place.at('d.txt'), 'x')
    expect(await runsCame(host, 3)).toEqual(['created c.txt', 'created d.txt', 'deleted b.txt'])
  })

  test('and is there again at once, as another one, is watched again', async () => {
    writeFileSync(place.at('a.txt'), 'x')
    await switchOn(host, place.watch({ kinds: ALL }))
    rmSync(place.folder, { recursive: true })
    mkdirSync(place.folder)
    writeFileSync(place.at('b.txt'), 'newer')
    expect(await runsCame(host, 2)).toEqual(['created b.txt', 'deleted a.txt'])
    writeFileSync(place.at('c.txt'), 'x')
    await until(host, async () => (await outputsOf(host)).length === 3)
    expect((await cameIn(host)).at(-1)).toMatchObject({ kind: 'created', file: { name: 'c.txt' } })
  })

  test('while files in it settle: they do when it is back', async () => {
    await switchOn(host, place.watch())
    writeFileSync(place.at('a.txt'), 'x')
    await pass(host, 500)
    renameSync(place.folder, place.beside('away'))
    await errorComes('trigger.folder-missing')
    renameSync(place.beside('away'), place.folder)
    await armed()
    expect(await runsCame(host, 1)).toEqual(['created a.txt'])
  })
})

test('folders outside those that flows may use are not watched, from the moment they may not be used', async () => {
  await host.triggers.stop()
  const allowed = [place.folder]
  host = hosts.first(undefined, { allowed })
  await host.triggers.start()
  await switchOn(host, place.watch({ folders: [place.beside('.')] }, { name: 'Outside' }))
  expect(state()?.error).toMatchObject({ code: 'files.outside-allowed' })
  const inside = await switchOn(host, place.watch({}, { name: 'Inside' }))
  const hat = { flowId: inside, block: 'hat' }
  expect(host.triggers.show(hat).state).toBe('armed')
  allowed.pop()
  await pass(host, 61_000)
  expect(host.triggers.show(hat)).toMatchObject({
    state: 'failed',
    error: { code: 'files.outside-allowed' },
  })
})

const OTHER = otherDisk()
test.skipIf(OTHER === undefined)(
  'an empty place where a drive was is no folder whose files were deleted',
  async () => {
    const drive = mkdtempSync(join(OTHER as string, 'blockloom-drive-'))
    onTestFinished(() => rmSync(drive, { recursive: true }))
    writeFileSync(join(drive, 'a.txt'), 'x')
    const link = place.beside('usb')
    symlinkSync(drive, link)
    await switchOn(host, place.watch({ folders: [link], kinds: ALL }))
    rmSync(link)
    mkdirSync(link)
    await pass(host, 62_000)
    expect(state()).toMatchObject({ state: 'failed', error: { code: 'trigger.drive-missing' } })
    rmdirSync(link)
    symlinkSync(drive, link)
    writeFileSync(join(drive, 'b.txt'), 'x')
    await armed()
    expect(await runsCame(host, 1)).toEqual(['created b.txt'])
  },
)

test('a network drive is looked through again and again, and that is said', async () => {
  await host.triggers.stop()
  host = hosts.first(undefined, { networkDrive: 'nfs4' })
  await host.triggers.start()
  await switchOn(host, place.watch({ kinds: ALL }))
  expect(state()).toMatchObject({ state: 'armed', warning: expect.stringMatching(/network drive.*nfs4/) })
  writeFileSync(place.at('a.txt'), 'x')
  expect(await runsCame(host, 1)).toEqual(['created a.txt'])
  renameSync(place.at('a.txt'), place.at('b.txt'))
  expect(await runsCame(host, 2)).toEqual(['created a.txt', 'renamed b.txt'])
  rmSync(place.at('b.txt'))
  expect(await runsCame(host, 3)).toEqual(['created a.txt', 'deleted b.txt', 'renamed b.txt'])
})
