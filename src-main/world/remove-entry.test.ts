import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFiles } from './make-files.ts'
import { removeForEver } from './remove-entry.ts'

let folder: string
let files: ReturnType<typeof makeFiles>
const at = (...names: string[]) => join(folder, ...names)
const names = (...way: string[]) => readdirSync(at(...way)).sort()
const code = (deed: Promise<unknown>) =>
  deed.then(
    () => 'nothing was refused',
    (error) => error.code ?? error,
  )

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-remove-'))
  mkdirSync(at('home', 'f', 'deep'), { recursive: true })
  mkdirSync(at('outside'))
  writeFileSync(at('home', 'f', 'deep', 'a'), '')
  writeFileSync(at('outside', 'b'), '')
  files = makeFiles({ home: at('home') })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('what is deleted for ever', () => {
  test('is gone with all in it, and nothing that a link in it leads to', async () => {
    symlinkSync(at('outside'), at('home', 'f', 'deep', 'link'))
    symlinkSync(at('outside', 'b'), at('home', 'f', 'link'))
    expect(await files.remove('~/f', 'for ever')).toMatchObject({ path: at('home', 'f') })
    expect([names('home'), names('outside')]).toEqual([[], ['b']])
    expect(await files.remove('~/f', 'for ever')).toBe(undefined)
  })

  test('may be a link with a slash behind it: still the link alone', async () => {
    symlinkSync(at('outside'), at('home', 'link'))
    await files.remove('~/link/', 'for ever')
    expect([names('home'), names('outside')]).toEqual([['f'], ['b']])
  })

  test('stops in the middle when its step is stopped', async () => {
    for (let i = 0; i < 50; i++) writeFileSync(at('home', 'f', `${i}`), '')
    let looks = 0
    const stop = {
      get aborted() {
        return ++looks > 20
      },
      reason: new Error('enough'),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }
    await expect(removeForEver(at('home', 'f'), stop)).rejects.toThrow('enough')
    expect(names('home', 'f').length).toBeGreaterThan(20)
  })

  test.skipIf(process.getuid?.() === 0)(
    'or stays, when that is not allowed (not as root, who may)',
    async () => {
      chmodSync(at('home', 'f', 'deep'), 0o555)
      expect(await code(files.remove('~/f', 'for ever'))).toBe('files.no-permission')
      expect(names('home', 'f', 'deep')).toEqual(['a'])
      chmodSync(at('home', 'f', 'deep'), 0o755)
    },
  )
})

describe('what is never deleted', () => {
  test('is the home folder and every folder it lies in, by whatever name', async () => {
    symlinkSync(at('home'), at('outside', 'link'))
    for (const path of ['~', '/', '~/f/..', folder, at('outside', 'link', '..', '..')])
      for (const how of ['bin', 'for ever'] as const)
        expect(await code(files.remove(path, how))).toBe('files.too-precious')
    // the link to it may go
    await files.remove(at('outside', 'link'), 'for ever')
    expect([names(), names('outside')]).toEqual([['home', 'outside'], ['b']])
  })
})
