import {
  appendFileSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
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

const write = (name: string, text = 'x') => writeFileSync(place.at(name), text)

describe('a file that arrives', () => {
  test('starts a run that is given the file', async () => {
    write('there.txt')
    await switchOn(host, place.watch())
    write('Invoice.PDF', 'twelve bytes')
    expect(await runsCame(host, 1)).toEqual(['created Invoice.PDF'])
    expect(await outputsOf(host)).toEqual([
      {
        kind: 'created',
        file: { path: place.at('Invoice.PDF'), name: 'Invoice.PDF', size: 12, type: 'application/pdf' },
      },
    ])
    expect(host.triggers.list()).toMatchObject([{ state: 'armed', error: null, fired: 1 }])
  })

  test('starts none while it grows, and one when it stands still', async () => {
    await switchOn(host, place.watch())
    write('film.mkv')
    for (let i = 0; i < 10; i++) {
      await pass(host, 1500)
      expect(await outputsOf(host)).toEqual([])
      appendFileSync(place.at('film.mkv'), 'more')
    }
    expect(await runsCame(host, 1)).toEqual(['created film.mkv'])
    expect((await cameIn(host))[0]?.file.size).toBe(41)
  })

  test('waits as long as it is asked to', async () => {
    await switchOn(host, place.watch({ settle: '20s' }))
    write('slow.txt')
    await pass(host, 15_000)
    expect(await outputsOf(host)).toEqual([])
    expect(await runsCame(host, 1)).toEqual(['created slow.txt'])
  })

  test('starts none when it is gone before it stood still', async () => {
    await switchOn(host, place.watch({ kinds: ALL }))
    write('short.tmp')
    await pass(host, 1000)
    rmSync(place.at('short.tmp'))
    await pass(host, 8000)
    expect(await outputsOf(host)).toEqual([])
  })

  test('moved in from elsewhere, linked, or with an old time: it arrives all the same', async () => {
    await switchOn(host, place.watch())
    writeFileSync(place.beside('old.txt'), 'x')
    utimesSync(place.beside('old.txt'), 1, 1)
    linkSync(place.beside('old.txt'), place.at('linked.txt'))
    renameSync(place.beside('old.txt'), place.at('moved.txt'))
    expect(await runsCame(host, 2)).toEqual(['created linked.txt', 'created moved.txt'])
  })
})

describe('of what happens to files', () => {
  test('each kind that is asked for starts a run', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'same.txt']) write(name)
    await switchOn(host, place.watch({ kinds: ALL }))
    write('new.txt')
    appendFileSync(place.at('a.txt'), 'y')
    renameSync(place.at('b.txt'), place.at('B2.txt'))
    rmSync(place.at('c.txt'))
    expect(await runsCame(host, 4)).toEqual([
      'changed a.txt',
      'created new.txt',
      'deleted c.txt',
      'renamed B2.txt',
    ])
    const came = await cameIn(host)
    expect(came.find(({ kind }) => kind === 'renamed')).toMatchObject({ from: place.at('b.txt') })
    expect(came.find(({ kind }) => kind === 'deleted')?.file).toMatchObject({
      path: place.at('c.txt'),
      size: 1,
    })
  })

  test('others start none, and are no news later', async () => {
    write('a.txt')
    write('b.txt')
    await switchOn(host, place.watch({ kinds: ['deleted'] }))
    write('new.txt')
    renameSync(place.at('a.txt'), place.at('a2.txt'))
    await pass(host, 5000)
    expect(await outputsOf(host)).toEqual([])
    rmSync(place.at('new.txt'))
    expect(await runsCame(host, 1)).toEqual(['deleted new.txt'])
  })

  test('a file that is replaced by another one changed, once', async () => {
    write('doc.txt', 'old')
    await switchOn(host, place.watch({ kinds: ALL }))
    write('doc.txt.tmp', 'newer')
    renameSync(place.at('doc.txt.tmp'), place.at('doc.txt'))
    expect(await runsCame(host, 1)).toEqual(['changed doc.txt'])
  })

  test('a file that is deleted and written anew within a moment changed, once', async () => {
    write('doc.txt', 'old')
    await switchOn(host, place.watch({ kinds: ALL }))
    rmSync(place.at('doc.txt'))
    write('doc.txt', 'newer')
    expect(await runsCame(host, 1)).toEqual(['changed doc.txt'])
  })

  test('one that is deleted and another that is made are not the same one, though the disk numbers them alike', async () => {
    write('first.txt', 'one')
    await switchOn(host, place.watch({ kinds: ALL }))
    rmSync(place.at('first.txt'))
    write('second.txt', 'another')
    expect(await runsCame(host, 2)).toEqual(['created second.txt', 'deleted first.txt'])
  })

  test('names that go round are told as they are', async () => {
    write('log', 'newest')
    write('log.1', 'older one')
    await switchOn(host, place.watch({ kinds: ALL, match: 'log*' }))
    renameSync(place.at('log.1'), place.at('log.2'))
    renameSync(place.at('log'), place.at('log.1'))
    write('log', 'fresh, and longer')
    expect(await runsCame(host, 3)).toEqual(['changed log', 'changed log.1', 'created log.2'])
  })
})

describe('which files', () => {
  test('is said by a pattern, as where files are listed', async () => {
    await switchOn(host, place.watch({ match: '{*.jpg,*.png}' }))
    for (const name of ['a.JPG', 'b.png', 'c.gif', '.d.jpg']) write(name)
    expect(await runsCame(host, 2)).toEqual(['created a.JPG', 'created b.png'])
  })

  test('a name that comes to fit arrives, one that fits no longer is gone', async () => {
    write('gone.pdf')
    await switchOn(host, place.watch({ match: '*.pdf', kinds: ALL }))
    write('scan.tmp')
    await pass(host, 3000)
    renameSync(place.at('scan.tmp'), place.at('scan.pdf'))
    renameSync(place.at('gone.pdf'), place.at('gone.txt'))
    expect(await runsCame(host, 2)).toEqual(['created scan.pdf', 'deleted gone.pdf'])
  })

  test('a download counts when it is done, however long it stood still on the way', async () => {
    await switchOn(host, place.watch({ kinds: ALL }))
    write('chrome.zip.crdownload')
    write('firefox.zip', '')
    write('firefox.zip.part')
    await pass(host, 10_000)
    expect(await outputsOf(host)).toEqual([])
    renameSync(place.at('chrome.zip.crdownload'), place.at('chrome.zip'))
    renameSync(place.at('firefox.zip.part'), place.at('firefox.zip'))
    expect(await runsCame(host, 2)).toEqual(['created chrome.zip', 'created firefox.zip'])
  })

  test('folders inside are left alone, unless they are asked for', async () => {
    mkdirSync(place.at('sub'))
    await switchOn(host, place.watch())
    write('sub/a.txt')
    write('b.txt')
    expect(await runsCame(host, 1)).toEqual(['created b.txt'])
  })

  test('in folders that were made a moment ago none is missed', async () => {
    await switchOn(host, place.watch({ recursive: true }))
    const wanted: string[] = []
    for (let i = 0; i < 20; i++) {
      mkdirSync(place.at(`d${i}`, 'deep', 'er'), { recursive: true })
      for (const way of [`d${i}/a${i}`, `d${i}/deep/b${i}`, `d${i}/deep/er/c${i}`]) {
        write(way)
        wanted.push(`created ${way.split('/').at(-1)}`)
      }
    }
    expect(await runsCame(host, 60)).toEqual(wanted.sort())
  })

  test('a folder that gets another name: its files do', async () => {
    mkdirSync(place.at('old'))
    write('old/a.txt')
    await switchOn(host, place.watch({ recursive: true, kinds: ALL }))
    renameSync(place.at('old'), place.at('new'))
    expect(await runsCame(host, 1)).toEqual(['renamed a.txt'])
    expect(await cameIn(host)).toMatchObject([
      { file: { path: place.at('new', 'a.txt') }, from: place.at('old', 'a.txt') },
    ])
  })

  test('links lead nowhere; a folder that is one itself is watched, under its name', async () => {
    mkdirSync(place.beside('other'))
    symlinkSync(place.beside('other'), place.at('way-out'))
    symlinkSync(place.folder, place.beside('link'))
    await switchOn(host, place.watch({ folders: [place.beside('link')], recursive: true }))
    writeFileSync(place.beside('other', 'far.txt'), 'x')
    writeFileSync(place.beside('target.txt'), 'x')
    symlinkSync(place.beside('target.txt'), place.at('linked.txt'))
    write('near.txt')
    expect(await runsCame(host, 1)).toEqual(['created near.txt'])
    expect((await cameIn(host))[0]?.file.path).toBe(place.beside('link', 'near.txt'))
  })

  test('what lies in two of the folders counts once', async () => {
    mkdirSync(place.at('sub'))
    symlinkSync(place.folder, place.beside('link'))
    const folders = [place.at('sub'), place.folder, place.beside('link'), place.folder]
    await switchOn(host, place.watch({ folders, recursive: true }))
    write('sub/a.txt')
    write('b.txt')
    expect(await runsCame(host, 2)).toEqual(['created a.txt', 'created b.txt'])
  })

  test('the data of Blockloom itself is never watched', async () => {
    const inside = await switchOn(host, place.watch({ folders: [host.folder] }))
    expect(host.triggers.show({ flowId: inside, block: 'hat' })).toMatchObject({
      state: 'failed',
      error: { code: 'trigger.own-folder' },
    })
  })
})

describe('one run for all', () => {
  test('is started when all that come together stand still', async () => {
    write('gone.txt')
    await switchOn(host, place.watch({ batch: true, kinds: ['created', 'deleted'] }))
    write('a.txt')
    rmSync(place.at('gone.txt'))
    await pass(host, 1500)
    write('b.txt')
    await until(host, async () => (await outputsOf(host)).length > 0)
    await pass(host, 5000)
    const [output, ...more] = (await outputsOf(host)) as { files: { name: string; kind: string }[] }[]
    expect(more).toEqual([])
    expect(output?.files.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'created a.txt',
      'created b.txt',
      'deleted gone.txt',
    ])
    copyFileSync(place.at('a.txt'), place.at('c.txt'))
    await until(host, async () => (await outputsOf(host)).length > 1)
    expect((await outputsOf(host))[1]).toMatchObject({ files: [{ name: 'c.txt', kind: 'created' }] })
  })

  test('does not wait for ever when files never stop coming', async () => {
    await switchOn(host, place.watch({ batch: true }))
    for (let i = 0; (await outputsOf(host)).length === 0; i++) {
      expect(i).toBeLessThan(100)
      write(`f${i}`)
      await pass(host, 1000)
    }
  })
})
