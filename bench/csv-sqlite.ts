// A CSV file of 1,000,000 rows into an SQLite table, by a flow in the real engine: rows a second and the most memory
// of the whole host, and beside it what SQLite's own shell does with .import (where sqlite3 is installed).
// node bench/csv-sqlite.ts
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFlow } from '#shared/flow'
import { compose } from '../src-main/compose.ts'
import { type Figure, keep, measure } from './measure.ts'

const ROOT = join(import.meta.dirname, '..')
const ROWS = 1_000_000
const TIMES = 3
const TABLE = 'CREATE TABLE people (id, name, email, price, day, city)'

type Once = { ms: number; rows: number; peakMb: number }

/** Plain values, or with quotes around what needs them. */
function makeCsv(path: string, isQuoted: boolean): void {
  const file = openSync(path, 'w')
  writeSync(file, 'id,name,email,price,day,city\n')
  for (let from = 1; from <= ROWS; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, i) => line(from + i, isQuoted))
    writeSync(file, lines.join(''))
  }
  closeSync(file)
}

function line(n: number, isQuoted: boolean): string {
  const day = `2026-01-${String((n % 28) + 1).padStart(2, '0')}`
  const [name, city] = isQuoted ? [`"Name, ${n}"`, `"City ""${n % 100}"""`] : [`Name ${n}`, `City ${n % 100}`]
  return `${n},${name},user${n}@example.org,${(n * 1.25).toFixed(2)},${day},${city}\n`
}

/** In a process of its own, so that its peak is its own. */
async function importOnce(csv: string, folder: string): Promise<Once> {
  const blockloom = await compose({ folder: join(folder, 'home'), host: 'command', root: ROOT })
  const file = join(folder, 'data.db')
  const block = (id: string, type: string, name: string, config: object) => ({
    id,
    type,
    version: 1,
    name,
    config,
  })
  const { document } = parseFlow(
    new TextEncoder().encode(
      JSON.stringify({
        ...{ format: 1, name: 'CSV' },
        blocks: [
          block('b1', 'start/manual', 'Start', {}),
          block('b2', 'database/sqlite', 'Table', { file, do: 'run', sql: TABLE }),
          block('b3', 'database/sqlite', 'Rows', { file, do: 'insert-many', table: 'people', from: csv }),
        ],
        links: [
          { from: 'b1', out: 'next', to: 'b2' },
          { from: 'b2', out: 'next', to: 'b3' },
        ],
      }),
    ),
  )
  const began = performance.now()
  const run = await blockloom.client('command').runs.start({ document, wait: '10m' })
  const ms = performance.now() - began
  await blockloom.close()
  if (run.status !== 'succeeded') throw new Error(`${run.status}: ${run.error?.message}`)
  const { rows } = run.output as { rows: number }
  return { ms, rows, peakMb: process.resourceUsage().maxRSS / 1024 }
}

function inChild(csv: string): Once {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [import.meta.filename, '--once', csv, folder],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(stderr)
    return JSON.parse(stdout) as Once
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Rows a second of SQLite's shell; null where it is not installed. */
function byShell(csv: string): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    const began = performance.now()
    const { error, status } = spawnSync('sqlite3', [
      join(folder, 'data.db'),
      TABLE,
      '.mode csv',
      `.import --skip 1 "${csv}" people`,
    ])
    if (error || status !== 0) return null
    return (ROWS / (performance.now() - began)) * 1000
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  const figures: Figure[] = []
  try {
    for (const kind of ['plain', 'quoted']) {
      const csv = join(place, `${kind}.csv`)
      makeCsv(csv, kind === 'quoted')
      const seen = Array.from({ length: TIMES }, () => inChild(csv))
      for (const { rows } of seen) if (rows !== ROWS) throw new Error(`${rows} rows`)
      const each = (of: (once: Once) => number) => {
        const left = [...seen]
        return () => of(left.pop() as Once)
      }
      const name = `CSV of 1,000,000 rows to SQLite, ${kind}`
      figures.push(
        await measure(
          `${name}: rows`,
          'rows/s',
          TIMES,
          each(({ ms, rows }) => (rows / ms) * 1000),
        ),
      )
      figures.push(
        await measure(
          `${name}: most memory of the host`,
          'MB',
          TIMES,
          each(({ peakMb }) => peakMb),
        ),
      )
      if (byShell(csv) !== null)
        figures.push(await measure(`${name}: sqlite3 .import`, 'rows/s', TIMES, () => byShell(csv) as number))
    }
    keep('csv-sqlite', figures)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

const [, , how, csv, folder] = process.argv
if (how === '--once') process.stdout.write(JSON.stringify(await importOnce(csv as string, folder as string)))
else await main()
