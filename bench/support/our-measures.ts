import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FlowDocument } from '#shared/flow'
import { backLinkLoop, chain, repeatLoop } from './bench-flows.ts'
import { serveBuilt } from './served-host.ts'

// The built program, measured as the peers' scripts measure the peers: a fresh process, asked over HTTP, with the same
// pauses. Every run is journaled and on disk before its answer.

const IDLE_MS = 10_000
const SETTLE_MS = 1000

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** From spawning the process to its first answer, and its memory after ten idle seconds. */
export async function cold(): Promise<{ ms: number; idleMb: number }> {
  const host = await serveBuilt()
  await pause(IDLE_MS)
  const { nowMb } = host.memory()
  await host.stop()
  return { ms: host.startMs, idleMb: nowMb }
}

/** ms of the first run in a fresh process, and the median of the ten after it. */
export async function chainOf(length: number): Promise<{ first: number; warm: number }> {
  const host = await serveBuilt()
  const flow = await host.keep(chain(length))
  await pause(SETTLE_MS)
  const { ms: first } = await host.run(flow)
  const warm: number[] = []
  for (let i = 0; i < 10; i++) warm.push((await host.run(flow)).ms)
  await host.stop()
  return { first, warm: median(warm) }
}

const loopOnce = async (document: FlowDocument): Promise<{ ms: number; peakMb: number }> => {
  const host = await serveBuilt()
  const flow = await host.keep(document)
  await pause(SETTLE_MS)
  const { ms } = await host.run(flow)
  const { peakMb } = host.memory()
  await host.stop()
  return { ms, peakMb }
}

/** The first run of a fresh process, both kinds of loop, each in one of its own. */
export const loops = async (passes: number) => ({
  repeat: await loopOnce(repeatLoop(passes)),
  linkBack: await loopOnce(backLinkLoop(passes)),
})

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)

/** Bytes that a run of 100 blocks leaves in the data folder, over 50 runs and a clean stop. */
export async function history(): Promise<number> {
  const runs = 50
  const home = mkdtempSync(join(tmpdir(), 'blockloom-bench-'))
  try {
    let host = await serveBuilt({ home })
    const flow = await host.keep(chain(100))
    await host.run(flow)
    await host.stop()
    const before = sizeOf(home)
    host = await serveBuilt({ home })
    for (let i = 0; i < runs; i++) await host.run(flow)
    await host.stop()
    return (sizeOf(home) - before) / runs
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}
