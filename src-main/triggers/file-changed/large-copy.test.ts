import { closeSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { many } from '../../../tests/support/many.ts'
import { outputsOf, switchOn } from '../../../tests/support/trigger-flow.ts'
import { cameIn, pass, runsCame, watchedFolder } from '../../../tests/support/watched-folder.ts'

const MB = 2 ** 20
const SIZE = many(50, 2048)
/** Pieces that a copy comes in, with a pause after each that is shorter than a file has to stand still. */
const PIECES = 20

let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
let place: ReturnType<typeof watchedFolder>
beforeEach(async () => {
  hosts = diskHosts()
  place = watchedFolder()
  host = hosts.first()
  await host.triggers.start()
})
afterEach(async () => {
  await host.triggers.stop()
  await hosts.remove()
  place.remove()
})

async function copySlowly(to: string): Promise<void> {
  const file = openSync(to, 'w')
  const some = Buffer.alloc(MB, 'x')
  let written = 0
  for (let piece = 1; piece <= PIECES; piece++) {
    for (; written < (SIZE * piece) / PIECES; written++) writeSync(file, some)
    await pass(host, 1500)
  }
  closeSync(file)
}

const noRoom = () => {
  const { bavail, bsize } = statfsSync(place.folder)
  return bavail * bsize < SIZE * MB * 1.2
}

test(`a slow copy of ${SIZE} MB starts one run, with all of it`, async (context) => {
  context.skip(noRoom(), 'there is no room for it on this disk')
  await switchOn(host, place.watch({ kinds: ['created', 'changed', 'renamed'] }))
  await copySlowly(place.at('film.mkv'))
  expect(await outputsOf(host)).toEqual([])
  expect(await runsCame(host, 1)).toEqual(['created film.mkv'])
  expect((await cameIn(host))[0]?.file.size).toBe(SIZE * MB)
  // and so does a copy under a name of its own that takes its place
  await copySlowly(place.at('film.mkv.part'))
  renameSync(place.at('film.mkv.part'), place.at('film.mkv'))
  expect(await runsCame(host, 2)).toEqual(['changed film.mkv', 'created film.mkv'])
  rmSync(place.at('film.mkv'))
}, 600_000)
