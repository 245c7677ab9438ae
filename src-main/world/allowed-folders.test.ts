import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { BlockFiles, IfExists } from '#shared/block'
import { makeFiles } from './make-files.ts'

let folder: string
const at = (...names: string[]) => join(folder, ...names)
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const ALL: readonly IfExists[] = ['rename', 'fail', 'replace']
const fenced = (...allowed: string[]) => makeFiles({ home: at('in'), allowed })

/** Everything a block may do with one path. */
const deeds: Record<string, (files: BlockFiles, path: string) => Promise<unknown>> = {
  resolve: (files, path) => files.resolve(path),
  list: (files, path) => files.list(path, { match: '*', recursive: true }),
  readText: (files, path) => files.readText(path),
  info: (files, path) => files.info(path),
  facts: (files, path) => files.facts(path, true),
  openRead: (files, path) => files.openRead(path),
  ...Object.fromEntries(
    ALL.flatMap((ifExists) => [
      [`openWrite ${ifExists}`, (files: BlockFiles, path: string) => files.openWrite(path, ifExists)],
      [`writeText ${ifExists}`, (files: BlockFiles, path: string) => files.writeText(path, 'x', ifExists)],
      [`move to it ${ifExists}`, (files: BlockFiles, path: string) => files.move('~/mine', path, ifExists)],
      [`copy to it ${ifExists}`, (files: BlockFiles, path: string) => files.copy('~/mine', path, ifExists)],
    ]),
  ),
  append: (files, path) => files.append(path, 'x'),
  makeFolder: (files, path) => files.makeFolder(path),
  'move it': (files, path) => files.move(path, '~/taken', 'rename'),
  'copy it': (files, path) => files.copy(path, '~/taken', 'rename'),
  'remove it': (files, path) => files.remove(path, 'for ever'),
  'put it into the bin': (files, path) => files.remove(path, 'bin'),
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-allowed-'))
  mkdirSync(at('in'))
  mkdirSync(at('in-too'))
  mkdirSync(at('out', 'f'), { recursive: true })
  writeFileSync(at('in', 'mine'), 'mine')
  writeFileSync(at('out', 'secret'), 'secret')
  symlinkSync(at('out'), at('in', 'link'))
  symlinkSync(at('out', 'secret'), at('in', 'link-file'))
  symlinkSync(at('out', 'new'), at('in', 'broken'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe.each(Object.entries(deeds))('%s', (_name, deed) => {
  test('is refused outside the folders that flows may use, however the path is written', async () => {
    const paths = [
      at('out', 'secret'),
      at('out', 'new'),
      at('out'),
      at('in-too', 'x'),
      `${at('in')}-too/x`,
      '~/../out/secret',
      '~/link/secret',
      '~/link/f/../secret',
      '~/link/new',
    ]
    for (const path of paths) {
      const error = await deed(fenced(at('in')), path).then(
        () => ({ code: `nothing was refused for ${path}` }),
        (one) => one,
      )
      expect(error).toMatchObject({
        code: 'files.outside-allowed',
        message: expect.stringMatching(/lies outside the folders that flows may use\.$/),
        fix: `Use a place in ${at('in')}, or allow its folder in the settings.`,
      })
    }
    expect([names(), names('in'), names('in-too'), names('out')]).toEqual([
      ['in', 'in-too', 'out'],
      ['broken', 'link', 'link-file', 'mine'],
      [],
      ['f', 'secret'],
    ])
    expect(readFileSync(at('out', 'secret'), 'utf8')).toBe('secret')
  })

  test('is refused everywhere when no folder is allowed', async () => {
    await expect(deed(fenced(), '~/mine')).rejects.toMatchObject({ code: 'files.outside-allowed' })
  })
})

describe('within the folders that flows may use', () => {
  test('all is as ever, also in one that is a link itself', async () => {
    symlinkSync(at('in'), at('door'))
    const files = fenced(at('door'), at('in-too'))
    expect(await files.readText(at('in', 'mine'))).toBe('mine')
    await files.copy(at('door', 'mine'), `${at('in-too')}/`, 'fail')
    await files.move('~/mine', at('door', 'new', 'deep'), 'fail')
    await files.remove('~/new/deep', 'for ever')
    expect([names('in', 'new'), names('in-too')]).toEqual([[], ['mine']])
  })

  test('a link that leads out is never followed, but may be moved, replaced and deleted as a link', async () => {
    const files = fenced(at('in'))
    for (const deed of [
      () => files.readText('~/link-file'),
      () => files.writeText('~/link-file', 'x', 'replace'),
      () => files.writeText('~/broken', 'x', 'replace'),
      () => files.append('~/link-file', 'x'),
      () => files.append('~/broken', 'x'),
      () => files.copy('~/link-file', '~/copy', 'fail'),
      () => files.copy('~/mine', '~/link', 'rename'),
      () => files.copy('~/mine', '~/link/', 'rename'),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'files.outside-allowed' })
    await files.move('~/link', '~/moved', 'fail')
    await files.remove('~/moved', 'for ever')
    expect([names('out'), readFileSync(at('out', 'secret'), 'utf8')]).toEqual([['f', 'secret'], 'secret'])
  })

  test('such a folder itself is not deleted, moved or given a neighbour', async () => {
    const files = fenced(at('in', 'sub'))
    mkdirSync(at('in', 'sub'))
    for (const deed of [
      () => files.remove('~/sub', 'for ever'),
      () => files.move('~/sub', '~/sub/x', 'rename'),
      () => files.writeText('~/sub', 'x', 'rename'),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'files.outside-allowed' })
    expect(names('in')).toEqual(['broken', 'link', 'link-file', 'mine', 'sub'])
  })
})
