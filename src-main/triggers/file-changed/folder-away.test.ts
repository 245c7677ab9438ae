import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { otherDisk } from '../../../tests/support/other-disk.ts'
import { outputsOf, switchOn } from '../../../tests/support/trigger-flow.ts'
import {
  cameIn,
  eachWithWatchedFolder,
  pass,
  runsCame,
  until,
} from '../../../tests/support/watched-folder.ts'

const ALL = ['created', 'changed', 'deleted', 'renamed']

const here = eachWithWatchedFolder()

const state = () => here.host.triggers.list()[0]
const errorComes = (code: string) => until(here.host, () => state()?.error?.code === code)
const armed = () => until(here.host, () => state()?.state === 'armed')

describe('a folder that cannot be watched is told on the hat, with what to do', () => {
  test('one that is not there; when it is made, what is in it arrives', async () => {
    await switchOn(here.host, here.place.watch({ folders: [here.place.beside('later')] }))
    expect(state()).toMatchObject({
      state: 'failed',
      error: { code: 'trigger.folder-missing', fix: expect.stringContaining('Make it') },
      retryAt: here.host.clock.now() + 1000,
    })
    mkdirSync(here.place.beside('later'))
    writeFileSync(here.place.beside('later', 'a.txt'), 'x')
    await armed()
    writeFileSync(here.place.beside('later', 'b.txt'), 'x')
    expect(await runsCame(here.host, 2)).toEqual(['created a.txt', 'created b.txt'])
  })

  test('one that is a file', async () => {
    writeFileSync(here.place.at('file'), 'x')
    await switchOn(here.host, here.place.watch({ folders: [here.place.at('file')] }))
    expect(state()?.error).toMatchObject({ code: 'trigger.not-a-folder' })
  })

  test('none at all, an unknown kind of change, a pattern that is none, a wait that is none', async () => {
    for (const [config, code] of [
      [{ folders: [] }, 'config.required'],
      [{ folders: ['  '] }, 'config.required'],
      [{ kinds: ['moved'] }, 'config.not-a-choice'],
      [{ kinds: [] }, 'config.out-of-range'],
      [{ settle: 'soon' }, 'config.wrong-kind'],
      [{ match: 'x'.repeat(70_000) }, 'files.bad-pattern'],
    ] as const) {
      const id = await switchOn(here.host, here.place.watch(config))
      expect(here.host.triggers.show({ flowId: id, block: 'hat' }).error?.code).toBe(code)
    }
  })

  test('the others of the hat are watched all the same', async () => {
    await switchOn(here.host, here.place.watch({ folders: [here.place.beside('none'), here.place.folder] }))
    expect(state()?.error).toMatchObject({ code: 'trigger.folder-missing' })
    writeFileSync(here.place.at('a.txt'), 'x')
    expect(await runsCame(here.host, 1)).toEqual(['created a.txt'])
    expect(state()).toMatchObject({ state: 'failed', fired: 1 })
  })
})

describe('a folder that goes', () => {
  test('is told, its files do not count as deleted, and it is taken up when it is back', async () => {
    for (const name of ['a.txt', 'b.txt']) writeFileSync(here.place.at(name), 'x')
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    renameSync(here.place.folder, here.place.beside('away'))
    await errorComes('trigger.folder-missing')
    await pass(here.host, 5000)
    expect(await outputsOf(here.host)).toEqual([])
    rmSync(here.place.beside('away', 'b.txt'))
    writeFileSync(here.place.beside('away', 'c.txt'), 'x')
    renameSync(here.place.beside('away'), here.place.folder)
    await armed()
    expect(state()?.error).toBeNull()
    writeFileSync(here.place.at('d.txt'), 'x')
    expect(await runsCame(here.host, 3)).toEqual(['created c.txt', 'created d.txt', 'deleted b.txt'])
  })

  test('and is there again at once, as another one, is watched again', async () => {
    writeFileSync(here.place.at('a.txt'), 'x')
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    rmSync(here.place.folder, { recursive: true })
    mkdirSync(here.place.folder)
    writeFileSync(here.place.at('b.txt'), 'newer')
    expect(await runsCame(here.host, 2)).toEqual(['created b.txt', 'deleted a.txt'])
    writeFileSync(here.place.at('c.txt'), 'x')
    await until(here.host, async () => (await outputsOf(here.host)).length === 3)
    expect((await cameIn(here.host)).at(-1)).toMatchObject({ kind: 'created', file: { name: 'c.txt' } })
  })

  test('while files in it settle: they do when it is back', async () => {
    await switchOn(here.host, here.place.watch())
    writeFileSync(here.place.at('a.txt'), 'x')
    await pass(here.host, 500)
    renameSync(here.place.folder, here.place.beside('away'))
    await errorComes('trigger.folder-missing')
    renameSync(here.place.beside('away'), here.place.folder)
    await armed()
    expect(await runsCame(here.host, 1)).toEqual(['created a.txt'])
  })
})

test('folders outside those that flows may use are not watched, from the moment they may not be used', async () => {
  await here.host.triggers.stop()
  const allowed = [here.place.folder]
  here.host = here.hosts.first(undefined, { allowed })
  await here.host.triggers.start()
  await switchOn(here.host, here.place.watch({ folders: [here.place.beside('.')] }, { name: 'Outside' }))
  expect(state()?.error).toMatchObject({ code: 'files.outside-allowed' })
  const inside = await switchOn(here.host, here.place.watch({}, { name: 'Inside' }))
  const hat = { flowId: inside, block: 'hat' }
  expect(here.host.triggers.show(hat).state).toBe('armed')
  allowed.pop()
  await pass(here.host, 61_000)
  expect(here.host.triggers.show(hat)).toMatchObject({
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
    const link = here.place.beside('usb')
    symlinkSync(drive, link)
    await switchOn(here.host, here.place.watch({ folders: [link], kinds: ALL }))
    rmSync(link)
    mkdirSync(link)
    await pass(here.host, 62_000)
    expect(state()).toMatchObject({ state: 'failed', error: { code: 'trigger.drive-missing' } })
    rmdirSync(link)
    symlinkSync(drive, link)
    writeFileSync(join(drive, 'b.txt'), 'x')
    await armed()
    expect(await runsCame(here.host, 1)).toEqual(['created b.txt'])
  },
)

test('a network drive is looked through again and again, and that is said', async () => {
  await here.host.triggers.stop()
  here.host = here.hosts.first(undefined, { networkDrive: 'nfs4' })
  await here.host.triggers.start()
  await switchOn(here.host, here.place.watch({ kinds: ALL }))
  expect(state()).toMatchObject({ state: 'armed', warning: expect.stringMatching(/network drive.*nfs4/) })
  writeFileSync(here.place.at('a.txt'), 'x')
  expect(await runsCame(here.host, 1)).toEqual(['created a.txt'])
  renameSync(here.place.at('a.txt'), here.place.at('b.txt'))
  expect(await runsCame(here.host, 2)).toEqual(['created a.txt', 'renamed b.txt'])
  rmSync(here.place.at('b.txt'))
  expect(await runsCame(here.host, 3)).toEqual(['created a.txt', 'deleted b.txt', 'renamed b.txt'])
})
