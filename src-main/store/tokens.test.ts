import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { placesOf } from './data-folder.ts'
import { openStore, type Store } from './open-store.ts'
import { countingIds, handClock, temporaryFolder } from './test-support.ts'

let folder: string
let remove: () => void
let store: Store
const { clock, turn } = handClock()
const reopen = async () => {
  await store.close()
  store = openStore({ folder, clock, ids: countingIds() })
}
beforeEach(() => {
  ;({ folder, remove } = temporaryFolder())
  store = openStore({ folder, clock, ids: countingIds() })
})
afterEach(async () => {
  await store.close()
  remove()
})

describe('a token', () => {
  test('is shown once and never written down', async () => {
    const { text, ...token } = await store.tokens.create('backup script', null)
    expect(text).toMatch(/^blm_[A-Za-z0-9_-]{43}$/)
    const { database, wal } = placesOf(folder)
    for (const path of [database, wal]) expect(readFileSync(path).includes(text.slice(4))).toBe(false)
    expect(await store.tokens.list()).toEqual([token])
    await reopen()
    expect(await store.tokens.list()).toEqual([token])
    expect(store.tokens.verify(text)?.id).toBe(token.id)
  })

  test('opens with its own text only', async () => {
    const { text } = await store.tokens.create('a', null)
    await store.tokens.create('b', null)
    const last = text.endsWith('A') ? 'E' : 'A'
    for (const wrong of [
      '',
      'blm_',
      text.slice(0, -1),
      `${text.slice(0, -1)}${last}`,
      `${text}A`,
      text.slice(4),
    ])
      expect(store.tokens.verify(wrong)).toBeUndefined()
  })

  test('is useless after its expiry, and once it is revoked', async () => {
    const short = await store.tokens.create('short', clock.now() + 1000)
    const long = await store.tokens.create('long', null)
    turn(999)
    expect(store.tokens.verify(short.text)?.name).toBe('short')
    turn(1)
    expect(store.tokens.verify(short.text)).toBeUndefined()
    await store.tokens.revoke(long.id)
    expect(store.tokens.verify(long.text)).toBeUndefined()
    await reopen()
    expect(store.tokens.verify(long.text)).toBeUndefined()
    await expect(store.tokens.revoke(long.id)).rejects.toMatchObject({ code: 'token.not-found' })
  })

  test('remembers when it was last used, written down within a minute or at the end', async () => {
    const { text } = await store.tokens.create('a', null)
    const used = clock.now()
    store.tokens.verify(text)
    expect((await store.tokens.list())[0]?.lastUsedAt).toBe(used)
    turn(60_000)
    store.tokens.verify(text)
    await reopen()
    expect((await store.tokens.list())[0]?.lastUsedAt).toBe(used + 60_000)
  })
})
