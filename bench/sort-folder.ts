// Sort a folder on real files and the real store: steps a second, every step journaled, synchronous=FULL.
// node bench/sort-folder.ts
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFlow } from '#shared/flow'
import { compose } from '../src-main/compose.ts'
import { makeMixedFolder } from '../tests/support/mixed-folder.ts'
import { keep, measure } from './measure.ts'

const ROOT = join(import.meta.dirname, '..')
const FILES = 200
const TIMES = 5

const place = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
const blockloom = await compose({ folder: join(place, 'home'), host: 'command', root: ROOT })
const client = blockloom.client('command')
const { document } = parseFlow(readFileSync(join(ROOT, 'templates/sort-folder/template.flow.json')))
let round = 0

async function sort(): Promise<{ steps: number; ms: number }> {
  const folder = join(place, `files-${++round}`)
  makeMixedFolder(folder, FILES)
  const began = performance.now()
  const run = await client.runs.start({ document, variables: { folder }, wait: '5m' })
  if (run.status !== 'succeeded') throw new Error(`${run.status}: ${run.error?.message}`)
  return { steps: run.steps, ms: performance.now() - began }
}

try {
  await sort()
  keep('sort-folder', [
    await measure(`Sort a folder, ${FILES} files: steps`, 'steps/s', TIMES, async () => {
      const { steps, ms } = await sort()
      return (steps / ms) * 1000
    }),
    await measure(`Sort a folder, ${FILES} files: whole run`, 'ms', TIMES, async () => (await sort()).ms),
  ])
} finally {
  await blockloom.close()
  rmSync(place, { recursive: true, force: true })
}
