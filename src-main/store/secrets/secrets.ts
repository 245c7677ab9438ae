import { randomBytes } from 'node:crypto'
import type Database from 'better-sqlite3'
import { AppError } from '#shared/error'
import { checkSecretName, checkSecretValue, missingSecret } from '#shared/secret'
import type { Clock, Secrets, SecretUser } from '../../runtime/ports.ts'
import type { Guard } from '../guard.ts'
import type { KeyGuard } from './key-file.ts'
import { seal, unseal } from './seal.ts'
import type { KeyReport, OpenKey, SecretKey } from './secret-key.ts'
import { createSecretRows, type SecretRow } from './secret-rows.ts'
import { damagedSecret, lostKey, noSuchSecret, notForFlow, noValue, wrongKey } from './secret-words.ts'

/** A secret as people see it: never with its value. */
export type SecretEntry = {
  name: string
  /** ms since the epoch */
  setAt: number
  lastUsedAt: number | null
  /** ids of the flows that may use it; null: all */
  flows: readonly string[] | null
  /** it was sealed with the key that is here */
  readable: boolean
}

export type StoredSecrets = Secrets & {
  /** by name */
  list(): SecretEntry[]
  /**
   * Sets a value, or only which flows may use it.
   * @param change `flows` left out: as they were, all for a new one
   * @throws AppError `secret.bad-name`, `secret.too-short`, `secret.too-long`, `secret.not-text`, `secret.no-value`,
   *   `secret.key-*`, `secret.keychain-*`, `store.cannot-write`
   */
  set(name: string, change: { value?: string; flows?: readonly string[] | null }): Promise<SecretEntry>
  /** @throws AppError `secret.not-found` */
  delete(name: string): SecretEntry
  /** opens the key where that needs the keychain; whoever needs it is told if that fails */
  unlock(): Promise<void>
  key(): Promise<KeyReport>
  /** @throws AppError `secret.no-keychain`, `secret.key-*`, `secret.keychain-*` */
  guardWith(guard: KeyGuard): Promise<KeyReport>
  /** puts the times of last use on disk; done by itself within a minute */
  settle(): void
  /** no writing by itself any more */
  stop(): void
}

type SecretParts = { clock: Clock; guard: Guard; key: SecretKey }

export function createSecrets(
  database: Database.Database,
  { clock, guard, key }: SecretParts,
): StoredSecrets {
  const rows = createSecretRows(database)
  const lastUsed = createLastUsed((name, at) => rows.setLastUsed(name, at), clock, guard)
  let revision = 0

  /** null where the key is closed or gone: nothing is readable then */
  const keyIfOpen = (): OpenKey | null => {
    try {
      return key.open()
    } catch (error) {
      if (error instanceof AppError) return null
      throw error
    }
  }
  const entryOf = (row: SecretRow, open = keyIfOpen()): SecretEntry => ({
    name: row.name,
    setAt: row.setAt,
    lastUsedAt: lastUsed.of(row.name) ?? row.lastUsedAt,
    flows: row.flows,
    readable: row.keyId === open?.id,
  })
  const mayUse = ({ flows }: SecretRow, { flowId, versionId }: SecretUser): boolean =>
    flows === null || (flows.includes(flowId) && rows.isListed(flowId, versionId))

  const openValue = (row: SecretRow): string => {
    const open = key.open()
    const unreadable = () => rows.all().filter(({ keyId }) => keyId !== open?.id)
    if (!open) throw lostKey(row.name, key.path, unreadable())
    if (row.keyId !== open.id) throw wrongKey(row.name, key.path, unreadable())
    try {
      return unseal(open.bytes, row.name, row)
    } catch (cause) {
      throw damagedSecret(row.name, cause)
    }
  }

  return {
    use(name, user) {
      const row = rows.get(name)
      if (!row) throw missingSecret(name)
      if (!mayUse(row, user)) throw notForFlow(name)
      const value = openValue(row)
      lastUsed.now(name)
      return value
    },
    peek(name, user) {
      const row = rows.get(name)
      const open = row && mayUse(row, user) ? keyIfOpen() : null
      return row && row.keyId === open?.id ? openValue(row) : undefined
    },
    has: (name) => rows.get(name) !== undefined,
    revision: () => revision,
    mark: () => randomBytes(16).toString('hex'),

    list() {
      const open = keyIfOpen()
      return rows.all().map((row) => entryOf(row, open))
    },
    async set(name, { value, flows }) {
      checkSecretName(name)
      if (value === undefined) {
        const row = rows.get(name)
        if (!row) throw noValue(name)
        if (flows !== undefined) guard(() => rows.setFlows(name, flows))
      } else {
        checkSecretValue(value)
        const { id: keyId, bytes } = await key.needed()
        const before = rows.get(name)
        const allowed = flows === undefined ? (before?.flows ?? null) : flows
        const about = {
          name,
          keyId,
          setAt: clock.now(),
          lastUsedAt: before?.lastUsedAt ?? null,
          flows: allowed,
        }
        guard(() => rows.put({ ...about, ...seal(bytes, name, value) }))
      }
      revision++
      return entryOf(rows.get(name) as SecretRow)
    },
    delete(name) {
      const row = rows.get(name)
      if (!row) throw noSuchSecret(name)
      guard(() => rows.remove(name))
      lastUsed.forget(name)
      revision++
      return entryOf(row)
    },
    unlock: () => key.unlock(),
    key: key.report,
    async guardWith(with_) {
      await key.guardWith(with_)
      return key.report()
    },
    settle: lastUsed.settle,
    stop: lastUsed.stop,
  }
}

/** How long a time of last use may wait in memory. */
const LAST_USED_AFTER_MS = 60_000

/** Times of last use, written down now and then: a secret may be used a thousand times a second. */
function createLastUsed(put: (name: string, at: number) => void, clock: Clock, guard: Guard) {
  const used = new Map<string, number>()
  const waiting = new Set<string>()
  let cancel: (() => void) | null = null

  const settle = () => {
    if (waiting.size === 0) return
    guard(() => {
      for (const name of waiting) put(name, used.get(name) as number)
    })
    waiting.clear()
  }
  const later = () => {
    cancel ??= clock.after(LAST_USED_AFTER_MS, () => {
      cancel = null
      try {
        settle()
      } catch {
        later()
      }
    })
  }
  return {
    now(name: string) {
      used.set(name, clock.now())
      waiting.add(name)
      later()
    },
    of: (name: string): number | undefined => used.get(name),
    forget(name: string) {
      used.delete(name)
      waiting.delete(name)
    },
    settle,
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
