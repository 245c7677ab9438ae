import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseFlow } from '#shared/flow'
import { ROOT } from '../support/blockloom-command.ts'
import { makeMixedFolder, textsUnder } from '../support/mixed-folder.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

const sort = parseFlow(readFileSync(join(ROOT, 'templates', 'sort-folder', 'template.flow.json'))).document
const FILES = 400

let place: string
let folder: string
let blockloom: ServedBlockloom
beforeEach(async () => {
  place = mkdtempSync(join(tmpdir(), 'blockloom killed ü '))
  folder = join(place, 'my files')
  blockloom = await serveBlockloom()
})
afterEach(async () => {
  await blockloom.end()
  rmSync(place, { recursive: true, force: true })
})

const filesLeft = () => readdirSync(folder, { withFileTypes: true }).filter((e) => e.isFile()).length
async function untilFilesLeft(count: number): Promise<void> {
  for (let i = 0; i < 3000 && filesLeft() > count; i++) await pause(5)
}

test('Sort a folder, killed five times and taken up by serve, loses and overwrites no file', async () => {
  makeMixedFolder(folder, FILES)
  // names that are taken already where the files go
  mkdirSync(join(folder, 'Images'))
  for (const i of [0, 10, 100, 200]) writeFileSync(join(folder, 'Images', `holiday ${i}.jpg`), `older ${i}`)
  const before = textsUnder(folder)
  const statuses: string[] = []
  let hits = 0
  for (const kill of [5, 40, 80, 130, 190]) {
    const id = await blockloom.run(sort, { variables: { folder } })
    await untilFilesLeft(FILES - kill)
    await blockloom.kill()
    if (filesLeft() > FILES / 10) hits++
    await blockloom.startAgain()
    const { status } = await blockloom.rest(id)
    statuses.push(status)
    // a file may have two names for a moment: never none, and never another one's content
    expect([...new Set(textsUnder(folder))]).toEqual(before)
    if (status === 'interrupted') expect((await blockloom.steps(id)).length).toBeGreaterThan(0)
    if (status === 'interrupted') await blockloom.call(`/runs/${id}/cancel`, { method: 'POST' })
    if (status === 'succeeded') break
  }
  expect(hits).toBeGreaterThan(0)
  for (const status of statuses) expect(['interrupted', 'succeeded']).toContain(status)

  const id = await blockloom.run(sort, { variables: { folder } })
  expect((await blockloom.rest(id)).status).toBe('succeeded')
  expect(textsUnder(folder)).toEqual(before)
  expect(
    readdirSync(folder).filter((name) => /\.(jpg|pdf|mp3)$/i.test(name) && !name.startsWith('.')),
  ).toEqual([])
}, 60_000)
