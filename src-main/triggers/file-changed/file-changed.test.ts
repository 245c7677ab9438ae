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
import { describe, expect, test } from 'vitest'
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

const write = (name: string, text = 'x') => writeFileSync(here.place.at(name), text)

describe('a file that arrives', () => {
  test('starts a run that is given the file', async () => {
    write('there.txt')
    await switchOn(here.host, here.place.watch())
    write('Invoice.PDF', 'twelve bytes')
    expect(await runsCame(here.host, 1)).toEqual(['created Invoice.PDF'])
    expect(await outputsOf(here.host)).toEqual([
      {
        kind: 'created',
        file: { path: here.place.at('Invoice.PDF'), name: 'Invoice.PDF', size: 12, type: 'application/pdf' },
      },
    ])
    expect(here.host.triggers.list()).toMatchObject([{ state: 'armed', error: null, fired: 1 }])
  })

  test('starts none while it grows, and one when it stands still', async () => {
    await switchOn(here.host, here.place.watch())
    write('film.mkv')
    for (let i = 0; i < 10; i++) {
      await pass(here.host, 1500)
      expect(await outputsOf(here.host)).toEqual([])
      appendFileSync(here.place.at('film.mkv'), 'more')
    }
    expect(await runsCame(here.host, 1)).toEqual(['created film.mkv'])
    expect((await cameIn(here.host))[0]?.file.size).toBe(41)
  })

  test('waits as long as it is asked to', async () => {
    await switchOn(here.host, here.place.watch({ settle: '20s' }))
    write('slow.txt')
    await pass(here.host, 15_000)
    expect(await outputsOf(here.host)).toEqual([])
    expect(await runsCame(here.host, 1)).toEqual(['created slow.txt'])
  })

  test('starts none when it is gone before it stood still', async () => {
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    write('short.tmp')
    await pass(here.host, 1000)
    rmSync(here.place.at('short.tmp'))
    await pass(here.host, 8000)
    expect(await outputsOf(here.host)).toEqual([])
  })

  test('moved in from elsewhere, linked, or with an old time: it arrives all the same', async () => {
    await switchOn(here.host, here.place.watch())
    writeFileSync(here.place.beside('old.txt'), 'x')
    utimesSync(here.place.beside('old.txt'), 1, 1)
    linkSync(here.place.beside('old.txt'), here.place.at('linked.txt'))
    renameSync(here.place.beside('old.txt'), here.place.at('moved.txt'))
    expect(await runsCame(here.host, 2)).toEqual(['created linked.txt', 'created moved.txt'])
  })
})

describe('of what happens to files', () => {
  test('each kind that is asked for starts a run', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'same.txt']) write(name)
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    write('new.txt')
    appendFileSync(here.place.at('a.txt'), 'y')
    renameSync(here.place.at('b.txt'), here.place.at('B2.txt'))
    rmSync(here.place.at('c.txt'))
    expect(await runsCame(here.host, 4)).toEqual([
      'changed a.txt',
      'created new.txt',
      'deleted c.txt',
      'renamed B2.txt',
    ])
    const came = await cameIn(here.host)
    expect(came.find(({ kind }) => kind === 'renamed')).toMatchObject({ from: here.place.at('b.txt') })
    expect(came.find(({ kind }) => kind === 'deleted')?.file).toMatchObject({
      path: here.place.at('c.txt'),
      size: 1,
    })
  })

  test('others start none, and are no news later', async () => {
    write('a.txt')
    write('b.txt')
    await switchOn(here.host, here.place.watch({ kinds: ['deleted'] }))
    write('new.txt')
    renameSync(here.place.at('a.txt'), here.place.at('a2.txt'))
    await pass(here.host, 5000)
    expect(await outputsOf(here.host)).toEqual([])
    rmSync(here.place.at('new.txt'))
    expect(await runsCame(here.host, 1)).toEqual(['deleted new.txt'])
  })

  test('a file that is replaced by another one changed, once', async () => {
    write('doc.txt', 'old')
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    write('doc.txt.tmp', 'newer')
    renameSync(here.place.at('doc.txt.tmp'), here.place.at('doc.txt'))
    expect(await runsCame(here.host, 1)).toEqual(['changed doc.txt'])
  })

  test('a file that is deleted and written anew within a moment changed, once', async () => {
    write('doc.txt', 'old')
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    rmSync(here.place.at('doc.txt'))
    write('doc.txt', 'newer')
    expect(await runsCame(here.host, 1)).toEqual(['changed doc.txt'])
  })

  test('one that is deleted and another that is made are not the same one, though the disk numbers them alike', async () => {
    write('first.txt', 'one')
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    rmSync(here.place.at('first.txt'))
    write('second.txt', 'another')
    expect(await runsCame(here.host, 2)).toEqual(['created second.txt', 'deleted first.txt'])
  })

  test('names that go round are told as they are', async () => {
    write('log', 'newest')
    write('log.1', 'older one')
    await switchOn(here.host, here.place.watch({ kinds: ALL, match: 'log*' }))
    renameSync(here.place.at('log.1'), here.place.at('log.2'))
    renameSync(here.place.at('log'), here.place.at('log.1'))
    write('log', 'fresh, and longer')
    expect(await runsCame(here.host, 3)).toEqual(['changed log', 'changed log.1', 'created log.2'])
  })
})

describe('which files', () => {
  test('is said by a pattern, as where files are listed', async () => {
    await switchOn(here.host, here.place.watch({ match: '{*.jpg,*.png}' }))
    for (const name of ['a.JPG', 'b.png', 'c.gif', '.d.jpg']) write(name)
    expect(await runsCame(here.host, 2)).toEqual(['created a.JPG', 'created b.png'])
  })

  test('a name that comes to fit arrives, one that fits no longer is gone', async () => {
    write('gone.pdf')
    await switchOn(here.host, here.place.watch({ match: '*.pdf', kinds: ALL }))
    write('scan.tmp')
    await pass(here.host, 3000)
    renameSync(here.place.at('scan.tmp'), here.place.at('scan.pdf'))
    renameSync(here.place.at('gone.pdf'), here.place.at('gone.txt'))
    expect(await runsCame(here.host, 2)).toEqual(['created scan.pdf', 'deleted gone.pdf'])
  })

  test('a download counts when it is done, however long it stood still on the way', async () => {
    await switchOn(here.host, here.place.watch({ kinds: ALL }))
    write('chrome.zip.crdownload')
    write('firefox.zip', '')
    write('firefox.zip.part')
    await pass(here.host, 10_000)
    expect(await outputsOf(here.host)).toEqual([])
    renameSync(here.place.at('chrome.zip.crdownload'), here.place.at('chrome.zip'))
    renameSync(here.place.at('firefox.zip.part'), here.place.at('firefox.zip'))
    expect(await runsCame(here.host, 2)).toEqual(['created chrome.zip', 'created firefox.zip'])
  })

  test('folders inside are left alone, unless they are asked for', async () => {
    mkdirSync(here.place.at('sub'))
    await switchOn(here.host, here.place.watch())
    write('sub/a.txt')
    write('b.txt')
    expect(await runsCame(here.host, 1)).toEqual(['created b.txt'])
  })

  test('in folders that were made a moment ago none is missed', async () => {
    await switchOn(here.host, here.place.watch({ recursive: true }))
    const wanted: string[] = []
    for (let i = 0; i < 20; i++) {
      mkdirSync(here.place.at(`d${i}`, 'deep', 'er'), { recursive: true })
      for (const way of [`d${i}/a${i}`, `d${i}/deep/b${i}`, `d${i}/deep/er/c${i}`]) {
        write(way)
        wanted.push(`created ${way.split('/').at(-1)}`)
      }
    }
    expect(await runsCame(here.host, 60)).toEqual(wanted.sort())
  })

  test('a folder that gets another name: its files do', async () => {
    mkdirSync(here.place.at('old'))
    write('old/a.txt')
    await switchOn(here.host, here.place.watch({ recursive: true, kinds: ALL }))
    renameSync(here.place.at('old'), here.place.at('new'))
    expect(await runsCame(here.host, 1)).toEqual(['renamed a.txt'])
    expect(await cameIn(here.host)).toMatchObject([
      { file: { path: here.place.at('new', 'a.txt') }, from: here.place.at('old', 'a.txt') },
    ])
  })

  test('links lead nowhere; a folder that is one itself is watched, under its name', async () => {
    mkdirSync(here.place.beside('other'))
    symlinkSync(here.place.beside('other'), here.place.at('way-out'))
    symlinkSync(here.place.folder, here.place.beside('link'))
    await switchOn(here.host, here.place.watch({ folders: [here.place.beside('link')], recursive: true }))
    writeFileSync(here.place.beside('other', 'far.txt'), 'x')
    writeFileSync(here.place.beside('target.txt'), 'x')
    symlinkSync(here.place.beside('target.txt'), here.place.at('linked.txt'))
    write('near.txt')
    expect(await runsCame(here.host, 1)).toEqual(['created near.txt'])
    expect((await cameIn(here.host))[0]?.file.path).toBe(here.place.beside('link', 'near.txt'))
  })

  test('what lies in two of the folders counts once', async () => {
    mkdirSync(here.place.at('sub'))
    symlinkSync(here.place.folder, here.place.beside('link'))
    const folders = [here.place.at('sub'), here.place.folder, here.place.beside('link'), here.place.folder]
    await switchOn(here.host, here.place.watch({ folders, recursive: true }))
    write('sub/a.txt')
    write('b.txt')
    expect(await runsCame(here.host, 2)).toEqual(['created a.txt', 'created b.txt'])
  })

  test('the data of Blockloom itself is never watched', async () => {
    const inside = await switchOn(here.host, here.place.watch({ folders: [here.host.folder] }))
    expect(here.host.triggers.show({ flowId: inside, block: 'hat' })).toMatchObject({
      state: 'failed',
      error: { code: 'trigger.own-folder' },
    })
  })
})

describe('one run for all', () => {
  test('is started when all that come together stand still', async () => {
    write('gone.txt')
    await switchOn(here.host, here.place.watch({ batch: true, kinds: ['created', 'deleted'] }))
    write('a.txt')
    rmSync(here.place.at('gone.txt'))
    await pass(here.host, 1500)
    write('b.txt')
    await until(here.host, async () => (await outputsOf(here.host)).length > 0)
    await pass(here.host, 5000)
    const [output, ...more] = (await outputsOf(here.host)) as { files: { name: string; kind: string }[] }[]
    expect(more).toEqual([])
    expect(output?.files.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'created a.txt',
      'created b.txt',
      'deleted gone.txt',
    ])
    copyFileSync(here.place.at('a.txt'), here.place.at('c.txt'))
    await until(here.host, async () => (await outputsOf(here.host)).length > 1)
    expect((await outputsOf(here.host))[1]).toMatchObject({ files: [{ name: 'c.txt', kind: 'created' }] })
  })

  test('does not wait for ever when files never stop coming', async () => {
    await switchOn(here.host, here.place.watch({ batch: true }))
    for (let i = 0; (await outputsOf(here.host)).length === 0; i++) {
      expect(i).toBeLessThan(100)
      write(`f${i}`)
      await pass(here.host, 1000)
    }
  })
})
