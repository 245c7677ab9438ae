import { createHash } from 'node:crypto'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import { damagedRecord } from './storage-error.ts'

/** Whose value it is, for the report when it is damaged. */
export type ValueOwner = { run: string; seq?: number }

/**
 * Texts that are kept once, by the hash of their content, with a note of which runs use them.
 * `keep` and `use` are to be called inside the transaction that writes what refers to them.
 */
export type LargeValues = {
  keep(text: string): { hash: string; n: number }
  /** run `run` needs the values with these numbers until it is pruned */
  use(run: number, values: Iterable<number>): void
  /** @throws AppError `store.damaged-record` naming run and value */
  read(hash: string, owner: ValueOwner): string
}

type StoredValue = { checksum: number; deflated: number; data: Buffer }

/** Deflating more than this would hold the thread for too long: about 10 ms a MB. */
const LARGEST_DEFLATED = 4 << 20

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

export function createLargeValues(database: Database.Database): LargeValues {
  const find = database.prepare<[Buffer], number>('SELECT n FROM large_values WHERE hash = ?').pluck()
  const insert = database.prepare(
    'INSERT INTO large_values (hash, checksum, deflated, data) VALUES (?,?,?,?)',
  )
  const insertUse = database.prepare(
    'INSERT INTO large_value_uses (run, value) VALUES (?,?) ON CONFLICT DO NOTHING',
  )
  const select = database.prepare<[Buffer], StoredValue>(
    'SELECT checksum, deflated, data FROM large_values WHERE hash = ?',
  )
  return {
    keep(text) {
      const hash = hashOf(text)
      const known = find.get(hash) as number | undefined
      const n = known ?? Number(insert.run(hash, ...packed(text)).lastInsertRowid)
      return { hash: hash.toString('base64url'), n }
    },
    use(run, values) {
      for (const value of values) insertUse.run(run, value)
    },
    read(hash, owner) {
      const stored = select.get(Buffer.from(hash, 'base64url'))
      if (stored && crc32(stored.data) === stored.checksum)
        return (stored.deflated ? inflateRawSync(stored.data) : stored.data).toString('utf8')
      throw damagedRecord(`A large value of run ${owner.run} (${hash})`, { ...owner, value: hash })
    },
  }
}

function packed(text: string): [checksum: number, deflated: number, data: Buffer] {
  const deflate = text.length <= LARGEST_DEFLATED
  const data = deflate ? deflateRawSync(text, { level: 1 }) : Buffer.from(text)
  return [crc32(data), Number(deflate), data]
}
