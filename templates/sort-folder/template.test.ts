import { spawn } from 'node:child_process'
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { checkCatalogOf } from '#shared/block'
import { checkFlow, formatFlow } from '#shared/flow'
import { type FlowRunner, openFlowRunner, readFlow } from '../../tests/support/run-flow.ts'

const FILE = join(import.meta.dirname, 'template.flow.json')
const NAMES: string[] = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures', 'names.json'), 'utf8'))
const flow = readFlow(FILE)

let runner: FlowRunner
let folder: string
beforeAll(async () => {
  runner = await openFlowRunner(tmpdir())
})
afterAll(() => runner?.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sort a földer '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const sort = () => runner.run(flow, { variables: { folder } })
const put = (...way: string[]) => {
  mkdirSync(join(folder, ...way.slice(0, -1)), { recursive: true })
  writeFileSync(join(folder, ...way), `this was ${way.join('/')}`)
}
/** Every file's text, and where it lies. */
const files = () =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => [
        readFileSync(join(one.parentPath, one.name), 'utf8'),
        join(one.parentPath, one.name).slice(folder.length + 1),
      ]),
  )
const texts = () => [...files().keys()].sort()
const sum = (counts: object) => Object.values(counts).reduce((a: number, b: number) => a + b, 0)

test('the template is a flow without problems, written as the studio writes it', () => {
  expect(checkFlow(flow, checkCatalogOf(catalog))).toEqual([])
  expect(formatFlow(flow)).toBe(readFileSync(FILE, 'utf8'))
})

describe('Sort a folder', () => {
  test('puts 200 files of odd names into one folder per kind and counts them', async () => {
    for (let i = 0; i < 200; i++)
      put(i < NAMES.length ? (NAMES[i] as string) : `${i} ${NAMES[i % NAMES.length]}`)
    const before = texts()
    const { status, output, error } = await sort()
    expect(error).toBeUndefined()
    expect(status).toBe('succeeded')
    expect(texts()).toEqual(before)
    const kinds = Object.entries(output as object).map(([kind, count]) => {
      expect(readdirSync(join(folder, kind))).toHaveLength(count as number)
      return kind
    })
    expect(kinds.sort()).toEqual(['Archives', 'Documents', 'Images', 'Music', 'Other', 'Videos'])
    expect(sum(output as object)).toBe(200)
    expect(readdirSync(folder).sort()).toEqual(kinds)
  })

  test('sorts by ending, whatever its capitals, and what has none into Other', async () => {
    for (const name of ['a.JPG', 'b.pdf', 'c', 'd.tar.gz', 'e.constructor']) put(name)
    const { output } = await sort()
    expect(output).toEqual({ Images: 1, Documents: 1, Other: 2, Archives: 1 })
    expect(files().get('this was a.JPG')).toBe(join('Images', 'a.JPG'))
    expect(files().get('this was d.tar.gz')).toBe(join('Archives', 'd.tar.gz'))
  })

  test('keeps both of two files of one name, and names that differ in capitals only', async () => {
    put('Images', 'photo.jpg')
    put('photo.jpg')
    put('Photo.jpg')
    const before = texts()
    expect((await sort()).output).toEqual({ Images: 2 })
    expect(texts()).toEqual(before)
    expect(files().get('this was Images/photo.jpg')).toBe(join('Images', 'photo.jpg'))
    expect(files().get('this was photo.jpg')).toBe(join('Images', 'photo 2.jpg'))
  })

  test('leaves folders, what is in them and hidden files alone', async () => {
    put('trip', 'photo.jpg')
    put('.hidden.jpg')
    put('a.jpg')
    await sort()
    expect([...files().values()].sort()).toEqual([
      '.hidden.jpg',
      join('Images', 'a.jpg'),
      join('trip', 'photo.jpg'),
    ])
  })

  test('run again does nothing', async () => {
    put('a.jpg')
    put('b')
    await sort()
    const before = files()
    expect((await sort()).output).toEqual({})
    expect(files()).toEqual(before)
  })

  test('run again after a crash in the middle of a move finishes it', async () => {
    put('a.jpg')
    mkdirSync(join(folder, 'Images'))
    linkSync(join(folder, 'a.jpg'), join(folder, 'Images', 'a.jpg'))
    expect((await sort()).output).toEqual({ Images: 1 })
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['Images', join('Images', 'a.jpg')])
  })

  test('killed in the middle and run again: every file is there once, none is changed', async () => {
    for (let i = 0; i < 300; i++) put(`${i} ${NAMES[i % NAMES.length]}`)
    const before = texts()
    let hits = 0
    for (const left of [299, 200, 60]) if (await killWhenLeft(left)) hits++
    expect(hits).toBeGreaterThan(0)
    expect((await sort()).status).toBe('succeeded')
    expect(texts()).toEqual(before)
    const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    expect(all.filter((one) => one.isFile())).toHaveLength(300)
    expect(all.filter((one) => one.isFile() && one.parentPath === folder)).toEqual([])
  }, 60_000)

  test('without a folder, or with one that is not there, fails in plain words and moves nothing', async () => {
    const none = await runner.run(flow)
    expect(none).toMatchObject({ status: 'failed', error: { code: 'config.required' } })
    const gone = await runner.run(flow, { variables: { folder: join(folder, 'gone') } })
    expect(gone).toMatchObject({ status: 'failed', error: { code: 'files.not-found' } })
    expect(gone.error?.message).toContain(join(folder, 'gone'))
  })

  test('stops at a file that stands where a folder is needed, and loses none', async () => {
    put('Images')
    // before Images in the list, so that its folder is needed while that name is still taken
    put('A.jpg')
    put('B.pdf')
    const before = texts()
    const { status, error } = await sort()
    expect(status).toBe('failed')
    expect(error?.message).toContain(join(folder, 'Images'))
    expect(texts()).toEqual(before)
  })
})

/** Runs the template in a process of its own and kills it as soon as so few files are left to sort. */
async function killWhenLeft(left: number): Promise<boolean> {
  const script = join(import.meta.dirname, '..', '..', 'tests', 'support', 'run-template.ts')
  // it cannot clear up after itself
  const place = mkdtempSync(join(tmpdir(), 'blockloom-killed-'))
  const env = { ...process.env, TMPDIR: place }
  const child = spawn(process.execPath, [script, FILE, 'folder', folder], { stdio: 'ignore', env })
  const ended = new Promise((done) => child.once('exit', done))
  const unsorted = () => readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile()).length
  while (child.exitCode === null && unsorted() > left) await new Promise((done) => setTimeout(done, 1))
  const inTheMiddle = child.exitCode === null
  child.kill('SIGKILL')
  await ended
  rmSync(place, { recursive: true, force: true })
  return inTheMiddle && unsorted() > 0
}
