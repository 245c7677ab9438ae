import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blockloom, ROOT, start, until } from '../support/blockloom-command.ts'
import { makeMixedFolder, textsUnder } from '../support/mixed-folder.ts'

const FLOW = join(ROOT, 'templates', 'sort-folder', 'template.flow.json')
let place: string
let home: string
let folder: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom sort ü '))
  home = join(place, 'home')
  folder = join(place, 'my files')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
const run = (...more: string[]) => blockloom(['run', FLOW, '--var', `folder=${folder}`, ...more], { home })

describe('Sort a folder, from the command line', () => {
  test('sorts 200 mixed files into one folder per kind and tells how many of each', async () => {
    const before = makeMixedFolder(folder).sort()
    const { code, out, err } = await run('--json')
    expect(err).toBe('')
    expect(code).toBe(0)
    const result = JSON.parse(out)
    expect(Object.keys(result)).toEqual(['runId', 'status', 'output', 'error', 'steps', 'durationMs'])
    expect(result).toMatchObject({ status: 'succeeded', error: null })
    const visible = 180 // those with a leading dot stay where they are
    expect(sum(result.output)).toBe(visible)
    expect(readdirSync(folder, { withFileTypes: true }).filter((e) => e.isFile())).toHaveLength(20)
    expect(textsUnder(folder)).toEqual(before)
  })

  test('keeps both of two files with the same name', async () => {
    makeMixedFolder(folder, 10)
    await run()
    writeFileSync(join(folder, 'holiday 0.jpg'), 'another holiday')
    const before = textsUnder(folder)
    const { code } = await run()
    expect(code).toBe(0)
    expect(textsUnder(folder)).toEqual(before)
  })

  test('shows the run and each of its steps afterwards', async () => {
    makeMixedFolder(folder, 20)
    const { runId, steps } = JSON.parse((await run('--json')).out)
    const listed = await blockloom(['runs', 'list', '--json'], { home })
    expect(JSON.parse(listed.out)).toMatchObject({ id: runId, status: 'succeeded', steps })
    const shown = JSON.parse((await blockloom(['runs', 'show', runId, '--json'], { home })).out)
    expect(shown.steps).toHaveLength(steps)
    const move = shown.steps.find((step: { type: string }) => step.type === 'files/move')
    expect(move).toMatchObject({
      status: 'succeeded',
      input: expect.anything(),
      output: { name: expect.any(String) },
    })
    expect(move.path).toMatch(/\[\d+\]/)
    expect(move.durationMs).toBeGreaterThanOrEqual(0)
  })

  test('sorts nothing when there is nothing, and says so with zeros', async () => {
    mkdirSync(folder)
    const { code, out } = await run('--json')
    expect(code).toBe(0)
    expect(sum(JSON.parse(out).output)).toBe(0)
  })

  test('loses and overwrites nothing when it is killed in the middle and run again', async () => {
    const before = makeMixedFolder(folder, 400).sort()
    for (const wait of [3, 40, 120]) {
      const running = start(['run', FLOW, '--var', `folder=${folder}`], { home })
      await until(running, () => readdirSync(folder).length < 400 - wait || running.child.exitCode !== null)
      running.child.kill('SIGKILL')
      await running.ended
      expect([...new Set(textsUnder(folder))]).toEqual(before)
    }
    expect((await run()).code).toBe(0)
    expect(textsUnder(folder)).toEqual(before)
  }, 60_000)

  test('fails in plain words when the folder is not there, and when it vanishes', async () => {
    const { code, out } = await run('--json')
    expect(code).toBe(1)
    const { status, error } = JSON.parse(out)
    expect(status).toBe('failed')
    expect(error.message).toContain(folder)
    expect(error.fix).toBeTruthy()
  })
})
