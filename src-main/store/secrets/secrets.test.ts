import { chmodSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backUp } from '../backup.ts'
import { placesOf } from '../data-folder.ts'
import { openStore, type Store } from '../open-store.ts'
import { countingIds, handClock, temporaryFolder } from '../test-support.ts'
import type { Keychain } from './secret-key.ts'

const VALUE = 'kanarienvogel-4711'
const USER = { flowId: 'flw_1', versionId: 'ver_1' }

let folder: string
let remove: () => void
let store: Store
const { clock, turn } = handClock()
const open = (keychain?: Keychain) => openStore({ folder, clock, ids: countingIds(), keychain })
const reopen = async (keychain?: Keychain) => {
  await store.close()
  store = open(keychain)
  await store.secrets.unlock()
}
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = open()
})
afterEach(async () => {
  await store.close()
  remove()
})
const key = () => placesOf(folder).key
const posix = process.platform !== 'win32'
const thrownBy = (work: () => unknown) => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

describe('a secret', () => {
  test('is kept sealed, and used after a restart', async () => {
    expect(await store.secrets.set('TOKEN', { value: VALUE })).toEqual({
      name: 'TOKEN',
      setAt: clock.now(),
      lastUsedAt: null,
      flows: null,
      readable: true,
    })
    await reopen()
    expect(store.secrets.use('TOKEN', USER)).toBe(VALUE)
    expect(JSON.stringify(store.secrets.list())).not.toContain(VALUE)
  })

  test('stands in no file of the data folder, and its key in no database and no backup', async () => {
    await store.secrets.set('TOKEN', { value: VALUE })
    const { database, wal } = placesOf(folder)
    const reader = new Database(database, { readonly: true })
    const backup = backUp(reader, join(folder, 'backups'), 'now')
    reader.close()
    const written = JSON.parse(readFileSync(key(), 'utf8')).key as string
    for (const path of [database, wal, backup]) {
      const bytes = readFileSync(path)
      for (const text of [VALUE, written, Buffer.from(written, 'base64').toString('latin1')])
        expect(bytes.includes(Buffer.from(text, 'latin1')), path).toBe(false)
    }
  })

  test('has a name, a value of at least six characters, and is text', async () => {
    const code = (name: string, value?: string) =>
      store.secrets.set(name, { value }).then(
        () => 'set',
        (error) => error.code,
      )
    expect(await code('A', '123456')).toBe('set')
    expect(await code('A', '12345')).toBe('secret.too-short')
    expect(await code('A', '  a     ')).toBe('secret.too-short')
    expect(await code('A', '')).toBe('secret.too-short')
    expect(await code('A', 'x'.repeat(16_385))).toBe('secret.too-long')
    expect(await code('A', 'abc\0defg')).toBe('secret.not-text')
    expect(await code('B')).toBe('secret.no-value')
    for (const name of ['', 'a b', '1a', 'a-b', 'ü', 'x'.repeat(65), '__proto__', 'constructor'])
      expect(await code(name, VALUE), name).toBe('secret.bad-name')
    expect(store.secrets.list().map(({ name }) => name)).toEqual(['A'])
  })

  test('is replaced, and gone when it is deleted', async () => {
    await store.secrets.set('TOKEN', { value: VALUE })
    turn(1000)
    const again = await store.secrets.set('TOKEN', { value: 'another-value' })
    expect(again.setAt).toBe(clock.now())
    expect(store.secrets.use('TOKEN', USER)).toBe('another-value')
    store.secrets.delete('TOKEN')
    expect(store.secrets.list()).toEqual([])
    expect(() => store.secrets.use('TOKEN', USER)).toThrow('There is no secret "TOKEN".')
    expect(thrownBy(() => store.secrets.delete('TOKEN'))).toMatchObject({ code: 'secret.not-found' })
  })

  test('remembers when it was last used, written down within a minute or at the end', async () => {
    await store.secrets.set('TOKEN', { value: VALUE })
    const used = clock.now()
    store.secrets.use('TOKEN', USER)
    store.secrets.peek('TOKEN', USER)
    expect(store.secrets.list()[0]?.lastUsedAt).toBe(used)
    turn(60_000)
    store.secrets.use('TOKEN', USER)
    await reopen()
    expect(store.secrets.list()[0]?.lastUsedAt).toBe(used + 60_000)
  })

  test('tells that something changed', async () => {
    const seen = [store.secrets.revision()]
    await store.secrets.set('TOKEN', { value: VALUE })
    seen.push(store.secrets.revision())
    store.secrets.delete('TOKEN')
    seen.push(store.secrets.revision())
    expect(new Set(seen).size).toBe(3)
  })

  test('sealed for one name does not open under another', async () => {
    await store.secrets.set('A', { value: VALUE })
    await store.secrets.set('B', { value: 'something else' })
    await store.close()
    const database = new Database(placesOf(folder).database)
    database.exec(
      `UPDATE secrets SET nonce = a.nonce, sealed = a.sealed FROM (SELECT * FROM secrets WHERE name = 'A') AS a WHERE secrets.name = 'B'`,
    )
    database.close()
    store = open()
    expect(store.secrets.use('A', USER)).toBe(VALUE)
    expect(thrownBy(() => store.secrets.use('B', USER))).toMatchObject({ code: 'secret.damaged' })
  })
})

describe('a secret for some flows', () => {
  test('is given to versions that a person made of these flows only', async () => {
    const document = { format: 1, name: 'f', blocks: [], links: [] } as never
    const mine = await store.flows.create(document)
    const other = await store.flows.create(document)
    const { versionId } = await store.flows.saveVersion(mine.id)
    await store.flows.saveVersion(other.id)
    await store.secrets.set('TOKEN', { value: VALUE, flows: [mine.id] })
    expect(store.secrets.use('TOKEN', { flowId: mine.id, versionId })).toBe(VALUE)
    const refused = { code: 'secret.not-for-this-flow' }
    expect(thrownBy(() => store.secrets.use('TOKEN', { flowId: other.id, versionId }))).toMatchObject(refused)
    // a file that only says it is that flow
    const forged = await store.flows.version({
      format: 1,
      id: mine.id,
      name: 'forged',
      blocks: [],
      links: [],
    } as never)
    expect(thrownBy(() => store.secrets.use('TOKEN', { flowId: mine.id, versionId: forged }))).toMatchObject(
      refused,
    )
    expect(store.secrets.peek('TOKEN', { flowId: other.id, versionId })).toBeUndefined()
  })

  test('keeps its list when its value changes, and its value when its list does', async () => {
    await store.secrets.set('TOKEN', { value: VALUE, flows: ['flw_9'] })
    expect((await store.secrets.set('TOKEN', { value: 'another-value' })).flows).toEqual(['flw_9'])
    expect((await store.secrets.set('TOKEN', { flows: null })).flows).toBeNull()
    expect(store.secrets.use('TOKEN', USER)).toBe('another-value')
  })
})

describe('the file with the key', () => {
  test('is made with the first secret, for its owner only', async () => {
    expect(await store.secrets.key()).toEqual({ guard: null, keychain: 'elsewhere', path: key() })
    await store.secrets.set('TOKEN', { value: VALUE })
    expect((await store.secrets.key()).guard).toBe('file')
    if (posix) expect(statSync(key()).mode & 0o777).toBe(0o600)
  })

  test.runIf(posix)('is refused when others may read it, with what to do', async () => {
    await store.secrets.set('TOKEN', { value: VALUE })
    chmodSync(key(), 0o640)
    await reopen()
    const refused = {
      code: 'secret.key-readable-by-others',
      message: `The key of the secrets may be read by others: ${key()} has the mode 640.`,
      fix: expect.stringContaining(`chmod 600 "${key()}"`),
    }
    expect(thrownBy(() => store.secrets.use('TOKEN', USER))).toMatchObject(refused)
    await expect(store.secrets.set('B', { value: VALUE })).rejects.toMatchObject(refused)
    expect((await store.secrets.key()).problem).toMatchObject({ code: refused.code })
    expect(store.secrets.list()).toMatchObject([{ name: 'TOKEN', readable: false }])
    chmodSync(key(), 0o600)
    expect(store.secrets.use('TOKEN', USER)).toBe(VALUE)
  })

  test('that is gone leaves everything else as it is; a new value makes a new one', async () => {
    await store.secrets.set('A', { value: VALUE })
    await store.secrets.set('B', { value: VALUE })
    rmSync(key())
    await reopen()
    expect(thrownBy(() => store.secrets.use('B', USER))).toMatchObject({
      code: 'secret.wrong-key',
      message: `The file with the key of the secrets is gone: ${key()}. These secrets cannot be read: A, B. Everything else is untouched.`,
      fix: 'Put the right file back, or set each of them again under Secrets in the studio, or with: blockloom secrets set B',
      details: { names: ['A', 'B'] },
    })
    expect(store.secrets.peek('B', USER)).toBeUndefined()
    await store.secrets.set('A', { value: 'a new value' })
    expect(store.secrets.list().map(({ name, readable }) => [name, readable])).toEqual([
      ['A', true],
      ['B', false],
    ])
    expect(store.secrets.use('A', USER)).toBe('a new value')
    expect(thrownBy(() => store.secrets.use('B', USER))).toMatchObject({
      code: 'secret.wrong-key',
      details: { names: ['B'] },
    })
  })

  test('that is another one is found out, and the right one put back opens all again', async () => {
    await store.secrets.set('A', { value: VALUE })
    renameSync(key(), join(folder, 'right'))
    writeFileSync(
      key(),
      JSON.stringify({ format: 1, guard: 'file', key: Buffer.alloc(32).toString('base64') }),
      { mode: 0o600 },
    )
    await reopen()
    expect(thrownBy(() => store.secrets.use('A', USER))).toMatchObject({ code: 'secret.wrong-key' })
    renameSync(join(folder, 'right'), key())
    await reopen()
    expect(store.secrets.use('A', USER)).toBe(VALUE)
  })

  test.each([
    '',
    'not JSON',
    '{"format":2,"guard":"file","key":"AA=="}',
    '{"format":1,"guard":"file","key":"AA=="}',
    '[]',
    'null',
  ])('that is damaged says so, and is kept beside the new one: %s', async (text) => {
    await store.secrets.set('A', { value: VALUE })
    writeFileSync(key(), text)
    await reopen()
    expect(thrownBy(() => store.secrets.use('A', USER))).toMatchObject({ code: 'secret.key-damaged' })
    await store.secrets.set('A', { value: 'a new value' })
    expect(store.secrets.use('A', USER)).toBe('a new value')
    expect(readFileSync(`${key()}.unusable`, 'utf8')).toBe(text)
  })

  test('is never overwritten by a host that did not see it', async () => {
    await store.secrets.set('A', { value: VALUE })
    const before = readFileSync(key())
    const { makeKeyFile } = await import('./key-file.ts')
    expect(thrownBy(() => makeKeyFile(key(), { guard: 'file', key: '' }))).toMatchObject({
      code: 'secret.key-exists',
    })
    expect(readFileSync(key())).toEqual(before)
  })
})

/** Wraps by a word of its own, which it can forget. */
function fakeKeychain(word = 'x') {
  const chain = {
    word,
    there: true,
    stale: false,
    available: async () => chain.there,
    wrap: async (text: string) => Buffer.from(chain.word + [...text].reverse().join('')),
    async unwrap(wrapped: Buffer) {
      const text = wrapped.toString()
      if (!text.startsWith(chain.word)) throw new Error('no such item')
      return { text: [...text.slice(chain.word.length)].reverse().join(''), stale: chain.stale }
    },
  }
  return chain
}

describe('a keychain', () => {
  test('guards the key that a desktop makes: the file alone opens nothing', async () => {
    const keychain = fakeKeychain()
    await reopen(keychain)
    await store.secrets.set('A', { value: VALUE })
    expect(await store.secrets.key()).toMatchObject({ guard: 'keychain', keychain: 'there' })
    await reopen(keychain)
    expect(store.secrets.use('A', USER)).toBe(VALUE)
    await reopen()
    expect(thrownBy(() => store.secrets.use('A', USER))).toMatchObject({ code: 'secret.keychain-elsewhere' })
    await expect(store.secrets.set('B', { value: VALUE })).rejects.toMatchObject({
      code: 'secret.keychain-elsewhere',
    })
    expect(await store.secrets.key()).toMatchObject({ guard: 'keychain', keychain: 'elsewhere' })
  })

  test('that forgot, or is not there any more, is said plainly, and nothing is thrown away', async () => {
    const keychain = fakeKeychain()
    await reopen(keychain)
    await store.secrets.set('A', { value: VALUE })
    const before = readFileSync(key())
    keychain.word = 'y'
    await reopen(keychain)
    expect(thrownBy(() => store.secrets.use('A', USER))).toMatchObject({ code: 'secret.keychain-refuses' })
    await expect(store.secrets.set('A', { value: VALUE })).rejects.toMatchObject({
      code: 'secret.keychain-refuses',
    })
    keychain.there = false
    await reopen(keychain)
    expect(thrownBy(() => store.secrets.use('A', USER))).toMatchObject({ code: 'secret.keychain-gone' })
    expect(readFileSync(key())).toEqual(before)
    Object.assign(keychain, { word: 'x', there: true })
    await reopen(keychain)
    expect(store.secrets.use('A', USER)).toBe(VALUE)
  })

  test('takes over a key that lay in a file, and gives it back, on demand only', async () => {
    await store.secrets.set('A', { value: VALUE })
    const keychain = fakeKeychain()
    await reopen(keychain)
    expect((await store.secrets.key()).guard).toBe('file')
    await store.secrets.guardWith('keychain')
    if (posix) expect(statSync(key()).mode & 0o777).toBe(0o600)
    await reopen(keychain)
    expect([(await store.secrets.key()).guard, store.secrets.use('A', USER)]).toEqual(['keychain', VALUE])
    await store.secrets.guardWith('file')
    await reopen()
    expect([(await store.secrets.key()).guard, store.secrets.use('A', USER)]).toEqual(['file', VALUE])
    await expect(store.secrets.guardWith('keychain')).rejects.toMatchObject({ code: 'secret.no-keychain' })
  })

  test('is made where it was ordered to be, before there is any secret', async () => {
    await reopen()
    await expect(store.secrets.guardWith('keychain')).rejects.toMatchObject({ code: 'secret.no-keychain' })
    expect((await store.secrets.key()).guard).toBe(null)
    await reopen(fakeKeychain())
    expect(await store.secrets.guardWith('file')).toMatchObject({ guard: 'file', keychain: 'there' })
    await store.secrets.set('A', { value: VALUE })
    await reopen()
    expect(store.secrets.use('A', USER)).toBe(VALUE)
  })

  test('that has a new key of its own gets the key to wrap again', async () => {
    const keychain = fakeKeychain()
    await reopen(keychain)
    await store.secrets.set('A', { value: VALUE })
    const unwrap = keychain.unwrap
    await reopen({
      ...keychain,
      unwrap: async (wrapped) => ({ ...(await unwrap(wrapped)), stale: true }),
      wrap: async (text) => Buffer.from(`new ${text}`),
    })
    expect(store.secrets.use('A', USER)).toBe(VALUE)
    const wrapped = Buffer.from(JSON.parse(readFileSync(key(), 'utf8')).key, 'base64').toString()
    expect(wrapped).toMatch(/^new /)
  })

  test('is not asked for anything before there is a secret', async () => {
    const asked: string[] = []
    const ask = (what: string) => async () => {
      asked.push(what)
      return true as never
    }
    await reopen({ available: ask('available'), wrap: ask('wrap'), unwrap: ask('unwrap') })
    store.secrets.list()
    expect(() => store.secrets.use('A', USER)).toThrow()
    expect(asked).toEqual([])
  })

  test('that a desktop does not have leaves the key in its file', async () => {
    await reopen({ ...fakeKeychain(), available: async () => false })
    await store.secrets.set('A', { value: VALUE })
    expect(await store.secrets.key()).toMatchObject({ guard: 'file', keychain: 'none' })
  })
})
