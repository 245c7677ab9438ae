import { closeSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { expect, test } from 'vitest'
import { many } from '../../../tests/support/many.ts'
import { outputsOf, switchOn } from '../../../tests/support/trigger-flow.ts'
import { cameIn, eachWithWatchedFolder, pass, runsCame } from '../../../tests/support/watched-folder.ts'

const MB = 2 ** 20
const SIZE = many(50, 2048)
/** Pieces that a copy comes in, with a pause after each that is shorter than a file has to stand still. */
const PIECES = 20

const here = eachWithWatchedFolder()

async function copySlowly(to: string): Promise<void> {
  const file = openSync(to, 'w')
  const some = Buffer.alloc(MB, 'x')
  let written = 0
  for (let piece = 1; piece <= PIECES; piece++) {
    for (; written < (SIZE * piece) / PIECES; written++) writeSync(file, some)
    await pass(here.host, 1500)
  }
  closeSync(file)
}

const noRoom = () => {
  const { bavail, bsize } = statfsSync(here.place.folder)
  return bavail * bsize < SIZE * MB * 1.2
}

test(`a slow copy of ${SIZE} MB starts one run, with all of it`, async (context) => {
  context.skip(noRoom(), 'there is no room for it on this disk')
  await switchOn(here.host, here.place.watch({ kinds: ['created', 'changed', 'renamed'] }))
  await copySlowly(here.place.at('film.mkv'))
  expect(await outputsOf(here.host)).toEqual([])
  expect(await runsCame(here.host, 1)).toEqual(['created film.mkv'])
  expect((await cameIn(here.host))[0]?.file.size).toBe(SIZE * MB)
  // and so does a copy under a name of its own that takes its place
  await copySlowly(here.place.at('film.mkv.part'))
  renameSync(here.place.at('film.mkv.part'), here.place.at('film.mkv'))
  expect(await runsCame(here.host, 2)).toEqual(['changed film.mkv', 'created film.mkv'])
  rmSync(here.place.at('film.mkv'))
}, 600_000)
