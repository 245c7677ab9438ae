// Sort a folder where the world does not play along: it ends in plain words, and every file is still there.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { blockloom, ROOT, start, until } from '../support/blockloom-command.ts'
import { makeMixedFolder, textsUnder } from '../support/mixed-folder.ts'

const FLOW = join(ROOT, 'templates', 'sort-folder', 'template.flow.json')
let place: string
let home: string
let folder: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-trouble-'))
  home = join(place, 'home')
  folder = join(place, 'my files')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const words = () => ['run', FLOW, '--var', `folder=${folder}`]
const sort = (...more: string[]) => blockloom([...words(), ...more], { home })

test('a folder that vanishes in mid-run', async () => {
  const before = makeMixedFolder(folder, 400).sort()
  const running = start(words(), { home })
  await until(running, () => readdirSync(folder).length < 380)
  renameSync(folder, `${folder} moved`)
  const { code, err } = await running.ended
  expect(code).toBe(1)
  expect(err).toMatch(/In "Move it there": There is nothing at .*my files/)
  expect([...new Set(textsUnder(place))].filter((text) => text.startsWith('this was'))).toEqual(before)
})

test('a file that may not be moved is named, and the others stay whole', async (t) => {
  const before = makeMixedFolder(folder, 10).sort()
  const locked = join(folder, 'holiday 0.jpg')
  if (spawnSync('chattr', ['+i', locked], { stdio: 'ignore' }).status !== 0)
    return t.skip('needs the right to lock a file (chattr +i)')
  try {
    const { code, err } = await sort()
    expect(err).toContain(`In "Move it there": Not allowed to move ${locked}.`)
    expect(code).toBe(1)
    expect(textsUnder(folder)).toEqual(before)
  } finally {
    spawnSync('chattr', ['-i', locked])
  }
  expect((await sort()).code).toBe(0)
  expect(textsUnder(folder)).toEqual(before)
})

test('a link to nowhere and a pipe stay where they are', async () => {
  const before = makeMixedFolder(folder, 10).sort()
  symlinkSync('/no/such/file', join(folder, 'broken link.jpg'))
  spawnSync('mkfifo', [join(folder, 'a pipe')])
  expect((await sort()).code).toBe(0)
  expect(textsUnder(folder)).toEqual(before)
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['broken link.jpg', 'a pipe']))
})

test('a file in the place of the folder for its kind is left alone, and named', async () => {
  const before = makeMixedFolder(folder, 10)
  writeFileSync(join(folder, 'Other'), 'a file called Other')
  const { code, err } = await sort()
  expect(err).toMatch(/In "Move it there": .*my files\/Other is needed as a folder, but a file/)
  expect(code).toBe(1)
  expect(textsUnder(folder)).toEqual([...before, 'a file called Other'].sort())
})

test('an empty name, a file, and nothing at all instead of the folder', async () => {
  mkdirSync(folder)
  writeFileSync(join(place, 'file.txt'), 'mine')
  for (const [value, said] of [
    ['', /List the folder.*"Folder" is empty/],
    [join(place, 'file.txt'), /file\.txt is a file, not a folder/],
    [join(place, 'gone'), /In "List the folder": There is nothing at .*gone/],
  ] as const) {
    const { code, err } = await blockloom(['run', FLOW, '--var', `folder=${value}`], { home })
    expect(err).toMatch(said)
    expect(code).toBe(1)
  }
})
