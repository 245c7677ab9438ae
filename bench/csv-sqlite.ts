// A CSV file of 1,000,000 rows into an SQLite table, by a flow in the built `blockloom serve`: rows a second and the
// most memory of the whole host, with what it takes for a tenth of the rows; and beside it what SQLite's own shell
// does with .import (where sqlite3 is installed).
// node bench/csv-sqlite.ts  (after: npm run build)
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flowOf } from '../tests/support/flow-of.ts'
import { type Figure, figureOf, keep } from './measure.ts'
import { serveBuilt } from './support/served-host.ts'

const ROWS = 1_000_000
const FEWER = ROWS / 10
const TIMES = 5
const TABLE = 'CREATE TABLE people (id, name, email, price, day, city)'
const KINDS = ['plain', 'quoted'] as const
const MEMORY = { atMost: 250 }

type Once = { rate: number; peakMb: number }

/** Plain values, or with quotes around what needs them. */
function makeCsv(path: string, rows: number, isQuoted: boolean): void {
  const file = openSync(path, 'w')
  writeSync(file, 'id,name,email,price,day,city\n')
  for (let from = 1; from <= rows; from += 10_000) {
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

/** In a host of its own, so that its peak is its own. */
async function byFlow(csv: string, rows: number): Promise<Once> {
  const host = await serveBuilt()
  try {
    const sqlite = (config: object) => ({ file: join(host.home, 'data.db'), ...config })
    const flow = await host.keep(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'table' } },
        {
          ...{ id: 'table', type: 'database/sqlite', to: { next: 'rows' } },
          config: sqlite({ do: 'run', sql: TABLE }),
        },
        {
          ...{ id: 'rows', type: 'database/sqlite', options: { timeout: '10m' } },
          config: sqlite({ do: 'insert-many', table: 'people', from: csv }),
        },
      ]),
    )
    const { ms, run } = await host.run(flow)
    const written = (run.output as { rows?: number } | undefined)?.rows
    if (written !== rows) throw new Error(`${written} rows`)
    return { rate: (rows / ms) * 1000, peakMb: host.memory().peakMb }
  } finally {
    await host.stop()
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

async function measureKind(kind: (typeof KINDS)[number], place: string): Promise<Figure[]> {
  const [all, fewer] = [join(place, `${kind}.csv`), join(place, `${kind}-fewer.csv`)]
  makeCsv(all, ROWS, kind === 'quoted')
  makeCsv(fewer, FEWER, kind === 'quoted')
  const seen: Once[] = []
  const shell: number[] = []
  // in turns: what else the machine does slows down both
  for (let i = 0; i < TIMES; i++) {
    seen.push(await byFlow(all, ROWS))
    const rate = byShell(all)
    if (rate !== null) shell.push(rate)
  }
  const little: Once[] = []
  for (let i = 0; i < TIMES; i++) little.push(await byFlow(fewer, FEWER))
  const name = `CSV of 1,000,000 rows to SQLite, ${kind}`
  const memory = (of: readonly Once[]) => of.map(({ peakMb }) => peakMb)
  const rates = seen.map(({ rate }) => rate)
  if (shell.length === 0) process.stderr.write('sqlite3 is not installed: nothing to compare with\n')
  return [
    figureOf(`${name}: rows`, 'rows/s', rates),
    ...(shell.length > 0 ? [figureOf(`${name}: sqlite3 .import`, 'rows/s', shell)] : []),
    ...(process.platform === 'linux'
      ? [
          figureOf(`${name}: most memory of the host`, 'MB', memory(seen), MEMORY),
          figureOf(`${name}: most memory of the host for 100,000 rows`, 'MB', memory(little)),
        ]
      : []),
  ]
}

const place = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
try {
  const figures: Figure[] = []
  for (const kind of KINDS) figures.push(...(await measureKind(kind, place)))
  keep('csv-sqlite', figures)
} finally {
  rmSync(place, { recursive: true, force: true })
}
