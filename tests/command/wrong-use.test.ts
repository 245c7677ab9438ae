import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blockloom, ROOT, start, until } from '../support/blockloom-command.ts'

const FLOW = join(ROOT, 'templates', 'sort-folder', 'template.flow.json')
let place: string
let home: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom-wrong-'))
  home = join(place, 'home')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array) => {
  const path = join(place, name)
  writeFileSync(path, content)
  return path
}
const flow = (more: object) =>
  JSON.stringify({
    format: 1,
    name: 'x',
    blocks: [{ id: 'b1', type: 'start/manual', version: 1, name: 'Start', config: {} }],
    links: [],
    ...more,
  })
const block = (id: string, type: string, config = {}) => ({ id, type, version: 1, name: id, config })

/** [what, words, exit code, what the sentence must say] */
const CASES: [string, (place: string) => string[], number, RegExp][] = [
  ['no such file', (p) => ['run', join(p, 'none.flow.json')], 2, /There is no file .*none\.flow\.json/],
  ['a folder instead of a file', (p) => ['run', `${p}/`], 2, /is a folder, not a file/],
  [
    'broken JSON',
    () => ['run', file('a.json', '{\n  "format": 1,\n  "name": oops\n}')],
    2,
    /a\.json: .*line 3, column 11/,
  ],
  ['invalid UTF-8', () => ['run', file('a.json', new Uint8Array([0x7b, 0xff, 0xfe]))], 2, /UTF-8/],
  ['depth 10,000', () => ['run', file('a.json', '['.repeat(10_000) + ']'.repeat(10_000))], 2, /deep/],
  ['a __proto__ key', () => ['run', file('a.json', '{"format":1,"__proto__":{}}')], 2, /__proto__.*/],
  [
    'duplicate ids',
    () => [
      'run',
      file(
        'a.json',
        flow({
          blocks: [block('b1', 'start/manual'), { ...block('b1', 'say/log', { text: '' }), name: 'B' }],
        }),
      ),
    ],
    2,
    /b1/,
  ],
  [
    'a link to nowhere',
    () => ['run', file('a.json', flow({ links: [{ from: 'b1', out: 'next', to: 'gone' }] }))],
    2,
    /gone/,
  ],
  [
    'an unknown block type',
    () => ['run', file('a.json', flow({ blocks: [block('b1', 'start/manual'), block('b2', 'file/lst')] }))],
    2,
    /file\/lst/,
  ],
  [
    'a config of the wrong kind',
    () => [
      'run',
      file(
        'a.json',
        flow({ blocks: [block('b1', 'start/manual'), block('b2', 'control/repeat', { times: 'many' })] }),
      ),
    ],
    2,
    /In "b2": "Times"/,
  ],
  ['an unknown flag', () => ['run', FLOW, '--vra', 'a=b'], 2, /--vra/],
  ['--var without a name', () => ['run', FLOW, '--var', '=x'], 2, /no name before the "="/],
  ['--var without =', () => ['run', FLOW, '--var', 'folder'], 2, /no "="/],
  ['an unknown variable', () => ['run', FLOW, '--var', 'x=1'], 2, /no variable "x"/],
  [
    'an input that is not JSON',
    () => ['run', FLOW, '--input', '{oops'],
    2,
    /--input is not valid JSON at line 1, column 2: "oops" has no meaning here/,
  ],
  [
    'an unknown command',
    () => ['rnu'],
    2,
    /^There is no command "rnu"\. Is it "runs?"\? See: blockloom --help\n$/,
  ],
  [
    'half a command',
    () => ['blocks'],
    2,
    /^"blockloom blocks" wants one more word: list, show, .*\. See: blockloom blocks --help\n$/,
  ],
  [
    'an unknown word after a command',
    () => ['secrets', 'get', 'X'],
    2,
    /'get' .* See: blockloom secrets --help\n$/,
  ],
  ['a word too few', () => ['blocks', 'show'], 2, /'name'\. See: blockloom blocks show --help\n$/],
  [
    'a package that is nowhere',
    (p) => ['blocks', 'test', join(p, 'none')],
    2,
    /There is nothing at .*none\./,
  ],
  [
    'a file that is no package',
    () => ['blocks', 'pack', file('main.ts', '')],
    2,
    /main\.ts is a file, and no block package\. Name the folder/,
  ],
  [
    'a block for a package',
    () => ['blocks', 'show', 'acme/x'],
    2,
    /no package "acme\/x".* without its block/,
  ],
  ['a keychain that is not here', () => ['secrets', 'guard', 'keychain'], 2, /keychain/],
  ['an unknown flow', () => ['flows', 'show', 'nothing'], 2, /no flow .*nothing/],
  ['an unknown run', () => ['runs', 'show', 'run_0'], 2, /run_0/],
  [
    'a host that is not of this machine',
    () => ['serve', '--host', '256.1.1.1', '--port', '0'],
    2,
    /256\.1\.1\.1/,
  ],
  ['a port that is none', () => ['serve', '--port', '99999'], 2, /99999/],
]

describe('wrong use of the command line ends with a sentence that says what to do', () => {
  test.each(CASES)('%s', async (_what, words, code, said) => {
    const ended = await blockloom(words(place), { home })
    expect(ended.err).toMatch(said)
    expect(ended.err).not.toMatch(/\bat .*\.(ts|js):\d+/)
    expect(ended.out).toBe('')
    expect(ended.code).toBe(code)
  })

  test('a BOM is accepted', async () => {
    const path = file('bom.flow.json', `\uFEFF${flow({})}`)
    expect(await blockloom(['flows', 'validate', path, '--json'], { home })).toMatchObject({ code: 0 })
    expect(await blockloom(['run', path], { home })).toMatchObject({ code: 0 })
  })

  test('validating needs no data folder', async () => {
    const ended = await blockloom(['flows', 'validate', FLOW, '--json'], { home })
    expect(JSON.parse(ended.out)).toEqual({ file: FLOW, problems: [] })
    expect(readdirSync(place)).not.toContain('home')
  })

  test('a port in use is named', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    const ended = await blockloom(['serve', '--port', String(port)], { home })
    taken.close()
    expect(ended.err).toContain(String(port))
    expect(ended.err).toContain('--port')
    expect(ended.code).toBe(2)
  })

  test('a second host on the same data folder is refused and told who holds it', async () => {
    const first = start(['serve', '--port', '0'], { home })
    await until(first, () => first.out().includes('Sign in'))
    const second = await blockloom(['serve', '--port', '0'], { home })
    expect(second.err).toContain(String(first.child.pid))
    expect(second.code).toBe(3)
    expect(await signsIn(second.err)).toBe(true)
    // elsewhere it opens the browser of whoever runs the tests
    if (process.platform === 'linux') {
      const studio = await blockloom(['studio', '--browser'], { home })
      expect(studio.code).toBe(0)
      expect(await signsIn(studio.out)).toBe(true)
    }
    // one-shot commands talk to the running host instead
    expect(await blockloom(['runs', 'list'], { home })).toMatchObject({ code: 0 })
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
  })

  test('a data folder that cannot be written', async () => {
    const ended = await blockloom(['runs', 'list'], { home: join(file('a-file', ''), 'home') })
    expect(ended.err).toContain('a-file')
    expect(ended.code).toBe(3)
  })

  test.skipIf(process.getuid?.() === 0)('a read-only data folder (not as root)', async () => {
    mkdirSync(home)
    chmodSync(home, 0o500)
    const ended = await blockloom(['runs', 'list'], { home })
    expect(ended.err).toContain(home)
    expect(ended.code).toBe(3)
  })
})

/** Whether the link that stands in a text lets a browser in. */
async function signsIn(text: string): Promise<boolean> {
  const [, link = ''] = /with this link: (\S+)/.exec(text) ?? []
  const answer = await fetch(link, { redirect: 'manual' })
  return answer.headers.get('set-cookie') !== null
}
