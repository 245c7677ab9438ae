// 1 GB from a server on this machine into a file, by a flow in the real engine, and a file of 1 GB sent there: MB a
// second, and the most memory of the whole host, with what it takes for 1 KB and for 100 MB. Beside it curl and a sync
// of its file, as ours is on the disk when it is done; where there is a shell with both.
// node bench/download.ts
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseFlow } from '#shared/flow'
import { compose } from '../src-main/compose.ts'
import { type Figure, keep, measure } from './measure.ts'

const ROOT = join(import.meta.dirname, '..')
const GB = 1024 ** 3
const TIMES = 3
/** Flat is what takes no more for ten times the bytes. */
const SMALLER = [
  [1024, '1 KB'],
  [100 * 1024 * 1024, '100 MB'],
] as const
const PIECE = Buffer.alloc(1024 * 1024, 'blockloom ')

type Once = { ms: number; bytes: number; peakMb: number }
type Kind = 'download' | 'upload'

/** In a process of its own: what it takes is not the host's. */
async function serveBytes(): Promise<void> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET') {
      let taken = 0
      for await (const piece of request) taken += piece.length
      return void response.end(String(taken))
    }
    const size = Number(request.url?.slice(1))
    response.setHeader('content-length', size)
    for (let left = size; left > 0; left -= PIECE.length)
      if (!response.write(PIECE.subarray(0, Math.min(left, PIECE.length)))) await once(response, 'drain')
    response.end()
  })
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
}

/** In a process of its own, so that its peak is its own. */
async function moveOnce(kind: Kind, url: string, size: number, folder: string): Promise<Once> {
  const blockloom = await compose({ folder: join(folder, 'home'), host: 'command', root: ROOT })
  const file = join(folder, 'big.bin')
  const download = { type: 'web/download', config: { url: `${url}/${size}`, to: file, ifExists: 'replace' } }
  const body = { path: file, name: 'big.bin', size, type: 'application/octet-stream' }
  const upload = { type: 'web/request', config: { url, method: 'PUT', body }, options: { timeout: '10m' } }
  const { type, config, options } = kind === 'download' ? { ...download, options: {} } : upload
  const flow = {
    ...{ format: 1, name: 'Bytes' },
    blocks: [
      { id: 'b1', type: 'start/manual', version: 1, name: 'Start', config: {} },
      { id: 'b2', type, version: 1, name: 'Move', config, options },
    ],
    links: [{ from: 'b1', out: 'next', to: 'b2' }],
  }
  const { document } = parseFlow(new TextEncoder().encode(JSON.stringify(flow)))
  if (kind === 'upload') makeFile(file, size)
  const began = performance.now()
  const run = await blockloom.client('command').runs.start({ document, wait: '10m' })
  const ms = performance.now() - began
  await blockloom.close()
  if (run.status !== 'succeeded') throw new Error(`${run.status}: ${run.error?.message}`)
  const bytes = kind === 'download' ? statSync(file).size : Number((run.output as { body: string }).body)
  return { ms, bytes, peakMb: process.resourceUsage().maxRSS / 1024 }
}

function makeFile(path: string, size: number): void {
  const file = openSync(path, 'w')
  for (let left = size; left > 0; left -= PIECE.length)
    writeSync(file, PIECE.subarray(0, Math.min(left, PIECE.length)))
  closeSync(file)
}

function inChild(kind: Kind, url: string, size: number): Once {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    const words = [import.meta.filename, '--once', kind, url, String(size), folder]
    const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(stderr)
    const once = JSON.parse(stdout) as Once
    if (once.bytes !== size) throw new Error(`${once.bytes} bytes of ${size}`)
    return once
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** MB a second of curl into a file that is on the disk then; null where there is none. */
function byCurl(url: string): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    const began = performance.now()
    const { error, status } = spawnSync('sh', [
      '-c',
      `curl -s -o "$1" "$2" && sync "$1"`,
      'sh',
      join(folder, 'big.bin'),
      `${url}/${GB}`,
    ])
    return error || status !== 0 ? null : rateOf(performance.now() - began)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const rateOf = (ms: number): number => (GB / 1024 / 1024 / ms) * 1000

async function main(): Promise<void> {
  const server = spawn(process.execPath, [import.meta.filename, '--serve'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [port] = (await once(server.stdout, 'data')) as [Buffer]
  const url = `http://127.0.0.1:${String(port).trim()}`
  const figures: Figure[] = []
  try {
    for (const kind of ['download', 'upload'] as const) {
      const seen = Array.from({ length: TIMES }, () => inChild(kind, url, GB))
      const each = (of: (once: Once) => number) => {
        const left = [...seen]
        return () => of(left.pop() as Once)
      }
      const rate = each(({ ms }) => rateOf(ms))
      figures.push(await measure(`${kind} of 1 GB`, 'MB/s', TIMES, rate))
      const peak = each(({ peakMb }) => peakMb)
      figures.push(await measure(`${kind} of 1 GB: most memory of the host`, 'MB', TIMES, peak))
      for (const [size, words] of SMALLER) {
        const once = () => inChild(kind, url, size).peakMb
        figures.push(await measure(`${kind} of ${words}: most memory of the host`, 'MB', TIMES, once))
      }
    }
    if (byCurl(url) !== null)
      figures.push(await measure('1 GB by curl and sync', 'MB/s', TIMES, () => byCurl(url) as number))
    keep('download', figures)
  } finally {
    server.kill()
  }
}

const [, , how, kind, url, size, folder] = process.argv
if (how === '--serve') await serveBytes()
else if (how === '--once')
  process.stdout.write(
    JSON.stringify(await moveOnce(kind as Kind, url as string, Number(size), folder as string)),
  )
else await main()
