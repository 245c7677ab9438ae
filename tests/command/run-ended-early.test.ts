// Runs that somebody ends: by Ctrl+C, by closing the pipe, by another Node than the one that is needed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FlowDocument } from '#shared/flow'
import { blockloom, ROOT, start, until } from '../support/blockloom-command.ts'
import { flowOf } from '../support/flow-of.ts'

let place: string
let home: string
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-early-'))
  home = join(place, 'home')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const file = (flow: FlowDocument) => {
  const path = join(place, 'a.flow.json')
  writeFileSync(path, JSON.stringify(flow))
  return path
}
const begin = (next: string) => ({ id: 'start', type: 'start/manual', to: { next } })
const waiting = flowOf([begin('wait'), { id: 'wait', type: 'control/wait', config: { for: '1h' } }])
const computing = flowOf(
  [
    begin('again'),
    { id: 'again', type: 'control/repeat', config: { times: 100_000_000 }, to: { each: 'text' } },
    { id: 'text', type: 'data/text', config: { text: '{{ index }}' } },
  ],
  { settings: { maxSteps: 1_000_000_000 } },
)

describe('Ctrl+C', () => {
  test.each([
    ['while it waits', waiting],
    ['while it computes', computing],
  ])('%s ends with 130, and the history says that it was cancelled', async (_when, flow) => {
    const running = start(['run', file(flow), '--follow'], { home })
    await until(running, () => running.out().includes('"start"'))
    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(130)
    const { out } = await blockloom(['runs', 'list', '--json'], { home })
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({ status: 'cancelled' })
  })
})

test('a reader that goes away is no crash', async () => {
  const flow = flowOf([
    begin('back'),
    { id: 'back', type: 'control/return', config: { value: '{{ input }}' } },
  ])
  const input = join(place, 'input.json')
  writeFileSync(input, JSON.stringify(Array(200_000).fill('x'))) // more than a pipe holds
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-c', 'set -o pipefail; "$0" "$1" run "$2" --input "@$3" | head -1', ...launcher(), file(flow), input],
    { encoding: 'utf8', env: { ...process.env, BLOCKLOOM_HOME: home } },
  )
  expect(stdout).toBe('[\n')
  expect(stderr).not.toMatch(/EPIPE|\bat .*:\d+/)
  expect(status).toBe(0)
})
const launcher = (node = process.execPath) => [node, join(ROOT, 'src-main', 'launch.cjs')]

describe('words that may mean a file', () => {
  test('a folder that is here is said to be one', async () => {
    const ended = await blockloom(['run', 'templates'], { home })
    expect(ended.err).toContain('templates is a folder, not a file')
    expect(ended.code).toBe(2)
  })

  test('an input of its own file: not there, no JSON, no UTF-8, too deep, too large', async () => {
    const flow = file(flowOf([begin('back'), { id: 'back', type: 'control/return' }]))
    const input = (content: string | Uint8Array) => {
      writeFileSync(join(place, 'input.json'), content)
      return blockloom(['run', flow, '--input', `@${join(place, 'input.json')}`], { home })
    }
    for (const [ended, said] of [
      [await blockloom(['run', flow, '--input', '@none.json'], { home }), /no file none\.json/],
      [await input('{oops'), /input\.json is not valid JSON at line 1, column 2/],
      [await input(new Uint8Array([0x22, 0xff, 0x22])), /input\.json is not UTF-8/],
      [await input('['.repeat(10_000) + ']'.repeat(10_000)), /deeper than 200/],
      [await input(`"${'x'.repeat(65 * 1024 * 1024)}"`), /an input may have 64 MB/],
    ] as const) {
      expect(ended.err).toMatch(said)
      expect(ended.code).toBe(2)
    }
    expect((await input('\uFEFF{"a":1}')).code).toBe(0)
    expect((await blockloom(['runs', 'list', '--json'], { home })).out.trim().split('\n')).toHaveLength(1)
  })
})

test('an older Node hands over to the one that npm brought along, exit code included', async (t) => {
  const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) =>
    /^v(1\d|20|21)\./.test(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? ''),
  )
  if (old === undefined) return t.skip('no Node older than 22 on this machine')
  const run = (...words: string[]) =>
    spawnSync(launcher(old)[0] as string, [...launcher(old).slice(1), ...words], {
      encoding: 'utf8',
      env: { ...process.env, BLOCKLOOM_HOME: home },
    })
  expect(run('runs', 'list')).toMatchObject({ status: 0, stderr: 'No runs yet.\n' })
  expect(run('run', 'none.flow.json')).toMatchObject({ status: 2 })
})

test('a data folder on a disk that only reads', async (t) => {
  const disk = mkdtempSync(join(place, 'disk-'))
  if (
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'blockloom-test', disk], { stdio: 'ignore' }).status !== 0
  )
    return t.skip('needs the right to mount')
  try {
    for (const at of [disk, join(disk, 'home')]) {
      const ended = await blockloom(['runs', 'list'], { home: at })
      expect(ended.err).toContain(at)
      expect(ended.err).toContain('BLOCKLOOM_HOME')
      expect(ended.code).toBe(3)
    }
  } finally {
    spawnSync('umount', [disk])
  }
})
