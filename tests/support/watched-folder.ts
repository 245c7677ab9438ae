import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach } from 'vitest'
import type { FlowDocument, JsonObject } from '#shared/flow'
import { type DiskHost, diskHosts } from './disk-host.ts'
import { outputsOf, startedBy } from './trigger-flow.ts'

/** What started a run, short: `created a.txt`. */
type Came = { kind: string; file: { path: string; name: string; size: number; type: string }; from?: string }

/** A folder of its own that a flow watches. */
export function watchedFolder() {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'blockloom-watched-')))
  const folder = join(top, 'in')
  mkdirSync(folder)
  const at = (...way: string[]) => join(folder, ...way)
  return {
    folder,
    at,
    /** beside it, on the same disk */
    beside: (...way: string[]) => join(top, ...way),
    watch: (config: JsonObject = {}, rest: Partial<FlowDocument> = {}) =>
      startedBy('start/file-changed', { folders: [folder], ...config }, rest),
    remove: () => rmSync(top, { recursive: true, force: true }),
  }
}

export type Watching = {
  hosts: ReturnType<typeof diskHosts>
  host: DiskHost
  place: ReturnType<typeof watchedFolder>
}

/** Each test of the file gets a host whose triggers are started, and a folder that its flows watch. */
export function eachWithWatchedFolder(): Watching {
  const here = {} as Watching
  beforeEach(async () => {
    here.hosts = diskHosts()
    here.place = watchedFolder()
    here.host = here.hosts.first()
    await here.host.triggers.start()
  })
  afterEach(async () => {
    await here.host.triggers.stop()
    await here.hosts.remove()
    here.place.remove()
  })
  return here
}

/** Lets real time pass for the system to tell what happened, and ten times as much on the clock of the host. */
export async function pass(host: DiskHost, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 100) {
    await pause(10)
    host.clock.turn(100)
    await host.settled()
  }
}

/** Until it is so, at most 30 s on the clock of the host: less than it takes until all is looked through anyway. */
export async function until(host: DiskHost, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let passed = 0; passed < 30_000; passed += 100) {
    if (await isSo()) return
    await pass(host, 100)
  }
  throw new Error('it never came to be so')
}

export const cameIn = async (host: DiskHost, flow?: string): Promise<Came[]> =>
  (await outputsOf(host, flow)) as Came[]

export const inShort = (came: readonly Came[]): string[] =>
  came.map(({ kind, file }) => `${kind} ${file.name}`).sort()

/** Waits for so many runs, and then whether more come. @returns what they were started by, short and sorted */
export async function runsCame(host: DiskHost, count: number): Promise<string[]> {
  await until(host, async () => (await outputsOf(host)).length >= count)
  await pass(host, 3000)
  return inShort(await cameIn(host))
}
