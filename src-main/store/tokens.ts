import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { Token } from '#shared/contract'
import { AppError } from '#shared/error'
import type { Clock, Ids } from '../runtime/ports.ts'
import type { Guard } from './guard.ts'

export type Tokens = {
  /** oldest first */
  list(): Promise<Token[]>
  /** `text` is shown this once: only its hash is kept. @param expiresAt ms since the epoch; null: never */
  create(name: string, expiresAt: number | null): Promise<Token & { text: string }>
  /** @throws AppError `token.not-found` */
  revoke(id: string): Promise<Token>
  /** the token whose text this is, when it is valid now */
  verify(text: string): Token | undefined
  /** puts the times of last use on disk; done by itself within a minute */
  settle(): void
  /** no writing by itself any more */
  stop(): void
}

type StoredToken = {
  id: string
  name: string
  hash: Buffer
  created_at: number
  expires_at: number | null
  last_used_at: number | null
}
type Known = { token: Token; hash: Buffer; used: boolean }

const FORM = /^blm_[A-Za-z0-9_-]{43}$/
const LAST_USED_AFTER_MS = 60_000

/** All tokens are few and stay in memory; each call is compared with every one, in constant time. */
export function createTokens(
  database: Database.Database,
  { clock, ids, guard }: { clock: Clock; ids: Ids; guard: Guard },
): Tokens {
  const known = new Map<string, Known>()
  const stored = database.prepare<[], StoredToken>('SELECT * FROM tokens ORDER BY created_at, id').all()
  for (const row of stored) known.set(row.id, { token: tokenOf(row), hash: row.hash, used: false })

  const insert = database.prepare(
    'INSERT INTO tokens (id, name, hash, created_at, expires_at) VALUES (?,?,?,?,?)',
  )
  const remove = database.prepare('DELETE FROM tokens WHERE id = ?')
  const putLastUsed = database.prepare('UPDATE tokens SET last_used_at = ? WHERE id = ?')
  let cancel: (() => void) | null = null

  const settle = () => {
    const used = [...known.values()].filter((one) => one.used)
    if (used.length === 0) return
    guard(() => {
      for (const { token } of used) putLastUsed.run(token.lastUsedAt, token.id)
    })
    for (const one of used) one.used = false
  }
  const settleLater = () => {
    cancel ??= clock.after(LAST_USED_AFTER_MS, () => {
      cancel = null
      try {
        settle()
      } catch {
        settleLater()
      }
    })
  }

  return {
    settle,
    stop() {
      cancel?.()
      cancel = null
    },
    list: async () => [...known.values()].map(({ token }) => ({ ...token })),
    async create(name, expiresAt) {
      const text = `blm_${randomBytes(32).toString('base64url')}`
      const hash = hashOf(text)
      const token: Token = { id: ids.next('tok'), name, createdAt: clock.now(), expiresAt, lastUsedAt: null }
      guard(() => insert.run(token.id, name, hash, token.createdAt, expiresAt))
      known.set(token.id, { token, hash, used: false })
      return { ...token, text }
    },
    async revoke(id) {
      const one = known.get(id)
      if (!one) throw notFound(id)
      guard(() => remove.run(id))
      known.delete(id)
      return { ...one.token }
    },
    verify(text) {
      if (!FORM.test(text)) return undefined
      const one = match(known.values(), hashOf(text))
      const now = clock.now()
      if (!one || (one.token.expiresAt !== null && one.token.expiresAt <= now)) return undefined
      one.token.lastUsedAt = now
      one.used = true
      settleLater()
      return { ...one.token }
    },
  }
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Looks at all of them, also after the right one. */
function match(all: Iterable<Known>, hash: Buffer): Known | undefined {
  let found: Known | undefined
  for (const one of all) if (timingSafeEqual(one.hash, hash)) found = one
  return found
}

const tokenOf = (row: StoredToken): Token => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
})

const notFound = (id: string): AppError =>
  new AppError({
    code: 'token.not-found',
    message: `There is no token ${id}.`,
    fix: 'See the tokens with: blockloom tokens list',
    details: { id },
  })
