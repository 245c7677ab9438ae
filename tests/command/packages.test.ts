import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { blockloom, type Ended } from '../support/blockloom-command.ts'
import { rawZip } from '../support/raw-zip.ts'
import { serveBlockloom } from '../support/served-blockloom.ts'

// each word of the command line is a process of its own
vi.setConfig({ testTimeout: 120_000 })

let place: string
let home: string
const at = (...way: string[]) => join(place, ...way)
const command = (...words: string[]): Promise<Ended> => blockloom(words, { home, cwd: place })
const good = async (...words: string[]): Promise<Ended> => {
  const ended = await command(...words)
  expect(ended.err + ended.out).not.toMatch(/Something went wrong|A bug in/)
  expect([words, ended.code, ended.err]).toMatchObject([words, 0, expect.any(String)])
  return ended
}
const json = async (...words: string[]) => JSON.parse((await good(...words, '--json')).out)
const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(at(file), change(readFileSync(at(file), 'utf8')))

/** new packages, as `blocks new` writes them */
let made: string
const take = (language: string) => cpSync(join(made, language), at('acme'), { recursive: true })
beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'blockloom new packages '))
  for (const language of ['typescript', 'javascript', 'python']) {
    const words = ['blocks', 'new', 'acme', '--language', language, '--folder', join(made, language)]
    const ended = await blockloom(words, { home: join(made, 'home') })
    expect([ended.code, ended.err]).toEqual([
      0,
      expect.stringContaining('Try it with: blockloom blocks test'),
    ])
  }
}, 60_000)
afterAll(() => rmSync(made, { recursive: true, force: true }))
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom packages ü '))
  home = at('home')
})
afterEach(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }))

describe.each(['typescript', 'javascript', 'python'])('a new package in %s', (language) => {
  test('is good, packs to the same bytes, and runs in a flow', async () => {
    take(language)
    const report = await json('blocks', 'test', 'acme')
    expect(report).toMatchObject({ name: 'acme', version: '1.0.0', failed: 0 })
    expect(report.blocks[0].checks.map(({ what }: { what: string }) => what)).toEqual([
      'declaration',
      ...[1, 2, 3].map(() => expect.stringMatching(/^example /)),
      expect.stringMatching(/^unusual config, \d+ tried$/),
      'being stopped',
      'the deadline',
    ])
    const [one, two] = [
      await json('blocks', 'pack', 'acme'),
      await json('blocks', 'pack', 'acme', '-o', 'two.blockloom'),
    ]
    expect(readFileSync(at('two.blockloom')).equals(readFileSync(one.file))).toBe(true)
    expect(two.digest).toBe(one.digest)
    // so far nothing needed a data folder
    expect(existsSync(home)).toBe(false)

    await good('blocks', 'install', 'acme-1.0.0.blockloom', '--yes')
    expect((await good('run', 'acme/try.flow.json')).out).toBe('Once upon a time…\n')
    expect(await good('flows', 'validate', 'acme/try.flow.json')).toMatchObject({
      out: 'acme/try.flow.json: good\n',
    })
    const failed = await command('run', 'acme/try.flow.json', '--input', '"some words"')
    expect(failed).toMatchObject({ code: 0, out: 'some words\n' })
  })
})

describe('installing', () => {
  test('asks first, and without a terminal wants --yes', async () => {
    take('javascript')
    edit('acme/blockloom.json', (text) => text.replace('"net": []', '"net": ["api.example.org"]'))
    const asked = await command('blocks', 'install', 'acme')
    expect(asked).toMatchObject({ code: 2, out: '' })
    expect(asked.err).toContain('talks to api.example.org')
    expect(asked.err).toContain('Install acme 1.0.0? There is nobody to ask: this is no terminal.')
    expect(left()).toEqual([])
    await good('blocks', 'install', 'acme', '--yes')
    expect((await good('blocks', 'list')).out).toMatch(
      /^name +version +blocks +enforced +title\nacme +1.0.0 +1 +in part +Acme\n$/,
    )
    expect(await json('blocks', 'show', 'acme')).toMatchObject({
      name: 'acme',
      permissions: { net: ['api.example.org'], read: [], write: [], run: false },
      blocks: [{ type: 'acme/shorten', version: 1, title: 'Shorten text' }],
      usedBy: [],
    })
  })

  test('the same version again puts it in anew, at once for a host that runs', async () => {
    take('javascript')
    const host = await serveBlockloom(home)
    try {
      await good('blocks', 'install', 'acme', '--yes')
      const known = await host.call<{ revision: number; packages: { name: string }[] }>('/packages/blocks')
      expect(known.json.packages).toMatchObject([{ name: 'acme', declarations: [{ type: 'acme/shorten' }] }])
      expect((await good('run', 'acme/try.flow.json')).out).toBe('Once upon a time…\n')
      edit('acme/main.js', (text) => text.replace('trimEnd()', 'trimEnd().toUpperCase()'))
      await good('blocks', 'install', 'acme', '--yes')
      expect((await good('run', 'acme/try.flow.json')).out).toBe('ONCE UPON A TIME…\n')
      await good('blocks', 'remove', 'acme', '--yes')
      expect((await host.call<{ packages: [] }>('/packages/blocks')).json.packages).toEqual([])
      expect((await command('run', 'acme/try.flow.json')).err).toContain(
        'the package "acme", which is not installed',
      )
    } finally {
      await host.terminate()
    }
  })

  test.each([
    [
      'a name of its own',
      'blockloom.json',
      /"name": "acme"/,
      '"name": "web"',
      /"name" is no name for a package/,
    ],
    [
      'another Blockloom',
      'blockloom.json',
      /"blockloom": "[^"]*"/,
      '"blockloom": "^99"',
      /needs Blockloom \^99/,
    ],
    ['no JSON', 'blockloom.json', /"version":/, '"version"', /blockloom.json is no JSON.*line 6/s],
    [
      'broken code',
      'main.js',
      /export const blocks = \[/,
      'export const blocks = [[',
      /does not say what blocks it has/,
    ],
    [
      'a type of others',
      'main.js',
      /acme\/shorten/,
      'web/request',
      /web\/request, type: is not of this package/,
    ],
    ['a sentence without its field', 'main.js', /\{length\}/, '{size}', /sentence: there is no field "size"/],
    ['an icon with a script', 'icon.svg', /<circle/, '<script/><circle', /icon\.svg: it holds a script/],
  ])('with %s it is refused, with the place', async (_what, file, from, to, sentence) => {
    take('javascript')
    edit(join('acme', file), (text) => {
      expect(text).toMatch(from)
      return text.replace(from, to)
    })
    const refused = await command('blocks', 'install', 'acme', '--yes')
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(sentence)
    expect(left()).toEqual([])
  })

  test('of an address, of nothing and of a folder that is no package says what to do', async () => {
    expect((await command('blocks', 'install', 'https://example.org/acme.git', '--yes')).err).toMatch(
      /is an address/,
    )
    expect((await command('blocks', 'install', 'nothing', '--yes')).err).toMatch(
      /There is nothing at .*nothing/,
    )
    expect((await command('blocks', 'install', '.', '--yes')).err).toMatch(/is no block package/)
  })
})

/** what lies in blocks/ beside the record */
const left = () =>
  existsSync(at('home', 'blocks'))
    ? readdirSync(at('home', 'blocks')).filter((n) => n !== 'installed.json')
    : []

describe('an archive made to do harm', () => {
  const manifest = JSON.stringify({
    format: 1,
    name: 'acme',
    version: '1.0.0',
    blockloom: '*',
    run: { javascript: 'main.js' },
  })
  const base = [
    { name: 'blockloom.json', bytes: manifest },
    { name: 'main.js', bytes: 'export const blocks = []' },
  ]
  test.each([
    ['a way out of its folder', [{ name: '../../evil.js', bytes: 'x' }], /leads out of its folder/],
    ['a whole path', [{ name: '/tmp/evil.js', bytes: 'x' }], /is a whole path/],
    ['a link', [{ name: 'link', bytes: '/etc/passwd', madeOn: 3, mode: 0o120777 }], /is a link or no file/],
    ['one name twice', [{ name: 'main.js', bytes: 'y' }], /it is there twice/],
    ['a bomb', [{ name: 'zeros', bytes: Buffer.alloc(60_000_000) }], /made to do harm/],
    ['too many files', Array.from({ length: 10_001 }, (_, n) => ({ name: `f${n}` })), /made to do harm/],
  ])('with %s is refused, and nothing is left of it', async (_what, more, sentence) => {
    writeFileSync(at('evil.blockloom'), rawZip([...base, ...more]))
    const refused = await command('blocks', 'install', 'evil.blockloom', '--yes')
    expect(refused.code).toBe(2)
    expect(refused.err).toMatch(sentence)
    expect(refused.err).toContain('Nothing was installed.')
    expect(left()).toEqual([])
    expect(existsSync(at('evil.js'))).toBe(false)
  })

  test('cut short at 20 places is refused', async () => {
    take('javascript')
    await good('blocks', 'pack', 'acme', '-o', 'whole.blockloom')
    const whole = readFileSync(at('whole.blockloom'))
    const host = await serveBlockloom(home)
    try {
      for (let n = 0; n < 20; n++) {
        writeFileSync(at('cut.blockloom'), whole.subarray(0, Math.floor((whole.length * n) / 20)))
        const { status, json: problem } = await host.call('/packages', {
          method: 'POST',
          body: { from: at('cut.blockloom') },
        })
        expect([status, problem]).toMatchObject([422, { code: expect.stringMatching(/^(files|package)\./) }])
      }
      expect(left()).toEqual([])
      expect(
        (await host.call('/packages', { method: 'POST', body: { from: at('whole.blockloom') } })).status,
      ).toBe(201)
    } finally {
      await host.terminate()
    }
  })

  test('what was not shown is not installed', async () => {
    take('javascript')
    const host = await serveBlockloom(home)
    try {
      const shown = await host.call<{ digest: string }>('/packages/look', {
        method: 'POST',
        body: { from: at('acme') },
      })
      edit('acme/main.js', (text) => `${text}\n`)
      const body = { from: at('acme'), digest: shown.json.digest }
      expect((await host.call('/packages', { method: 'POST', body })).json).toMatchObject({
        code: 'package.changed',
      })
    } finally {
      await host.terminate()
    }
  })

  test.skipIf(process.platform === 'win32')('a folder with a link in it is refused', async () => {
    take('javascript')
    symlinkSync('/etc/passwd', at('acme', 'names'))
    expect((await command('blocks', 'install', 'acme', '--yes')).err).toMatch(
      /"names", which is a link or no file/,
    )
    expect((await command('blocks', 'pack', 'acme')).err).toMatch(/"names", which is a link or no file/)
  })
})

describe('removing', () => {
  test('names the flows, whose blocks stay byte for byte and run again when it is back', async () => {
    take('python')
    await good('blocks', 'install', 'acme', '--yes')
    const { id } = await json('flows', 'import', 'acme/try.flow.json')
    const before = (await good('flows', 'export', id)).out
    expect((await command('blocks', 'remove', 'acme')).code).toBe(2)
    const removed = await good('blocks', 'remove', 'acme', '--yes')
    expect(removed.err).toBe(
      'These flows use acme, and would not run without it: "Try acme".\nacme 1.0.0 is removed. Its blocks stay in their flows as placeholders.\n',
    )
    expect(left()).toEqual([])
    expect((await good('flows', 'export', id)).out).toBe(before)
    const run = await command('run', id)
    expect(run.code).toBe(2)
    expect(run.err).toBe(
      '"Try acme" cannot run: "Shorten text" is the block "acme/shorten" of the package "acme", which is not installed. Install "acme" with: blockloom blocks install, or remove the block.\n',
    )
    await good('blocks', 'install', 'acme', '--yes')
    expect((await good('run', id)).out).toBe('Once upon a time…\n')
    expect((await command('blocks', 'remove', 'other', '--yes')).err).toMatch(
      /There is no package "other" here/,
    )
  })
})

describe('updating', () => {
  const newer = (migrate: string) => {
    cpSync(at('acme'), at('newer'), { recursive: true })
    edit('newer/blockloom.json', (text) => text.replace('"version": "1.0.0"', '"version": "2.0.0"'))
    edit('newer/main.js', (text) =>
      text
        .replace('version: 1,', 'version: 2,')
        .replaceAll('length', 'letters')
        .replaceAll('.letters', '.length')
        .replace(/\n {2}\}\),\n\]\n$/, `\n  }, ${migrate}),\n]\n`),
    )
  }

  test('brings flows up to date by the package, saved ones as a new version', async () => {
    take('javascript')
    await good('blocks', 'install', 'acme', '--yes')
    const { id } = await json('flows', 'import', 'acme/try.flow.json')
    newer('({ length, ...rest }) => ({ ...rest, letters: length })')
    expect((await json('blocks', 'test', 'newer')).failed).toBe(0)
    expect((await command('blocks', 'install', 'newer', '--yes')).err).toMatch(
      /acme 1.0.0 is installed already. To get 2.0.0/,
    )
    expect((await good('blocks', 'update', 'newer', '--yes')).err).toMatch(
      /"Try acme": one block was brought up to date.\nacme 2.0.0 is installed/,
    )
    const flow = await json('flows', 'show', id)
    expect(flow).toMatchObject({ version: 2, problemList: [] })
    expect(flow.document.blocks[1]).toMatchObject({
      version: 2,
      config: { text: '{{ input }}', letters: 20 },
    })
    expect((await good('run', id)).out).toBe('Once upon a time…\n')
    expect((await command('blocks', 'update', 'acme', '--yes')).err).toMatch(
      /acme 1.0.0 is not newer than 2.0.0/,
    )
    // a flow of before that comes in later is brought up to date when it is opened
    const late = await json('flows', 'import', 'acme/try.flow.json')
    expect(late.document.blocks[1]).toMatchObject({ version: 2, config: { letters: 20 } })
    // what was there before is swept when the next host begins
    expect(left()).toEqual(['acme@2.0.0'])
  })

  test('leaves a block as it is where a person has to choose, and says so', async () => {
    take('javascript')
    await good('blocks', 'install', 'acme', '--yes')
    const { id } = await json('flows', 'import', 'acme/try.flow.json')
    const choice =
      "() => { throw new AppError({ code: 'acme.choose', message: 'Letters or words can be counted now.', fix: 'Put the block in again.' }) }"
    newer(choice)
    const updated = await json('blocks', 'update', 'newer', '--yes')
    expect(updated).toMatchObject({
      before: '1.0.0',
      migrated: {
        flows: [],
        left: [
          { id, block: 'Shorten text', why: 'Letters or words can be counted now. Put the block in again.' },
        ],
      },
    })
    const flow = await json('flows', 'show', id)
    expect(flow.document.blocks[1]).toMatchObject({ version: 1, config: { length: 20 } })
    expect(flow.problemList).toMatchObject([
      { code: 'block.older-version', block: 'b2' },
      { code: 'config.unknown-field' },
    ])
    expect((await command('run', id)).err).toMatch(
      /was made with version 1 of "acme\/shorten", and here is version 2/,
    )
  })
})

describe('blocks test', () => {
  test.each([
    ['an example that is not so', "output: 'short'", "output: 'long'", /It gave "short" and not "long"/],
    [
      'a block that breaks',
      'if (text.length <= length)',
      "if (text === ' ') text.nothing.at\n    if (text.length <= length)",
      /With "Text" = " ": The block broke/,
    ],
    [
      'a block that ends its process',
      'if (text.length <= length)',
      "if (text === '0') process.exit(3)\n    if (text.length <= length)",
      /ended in the middle of its work, with exit code 3/,
    ],
    [
      'an output it does not declare',
      'return { next: text }',
      'return { other: text }',
      /none of its outputs \(next\)/,
    ],
  ])('finds %s', async (_what, from, to, sentence) => {
    take('javascript')
    edit('acme/main.js', (text) => {
      expect(text).toContain(from)
      return text.replace(from, to)
    })
    const report = await command('blocks', 'test', 'acme')
    expect(report.code).toBe(1)
    expect(report.out).toMatch(sentence)
    expect(report.out).toMatch(/\d+ good, [1-9]\d* wrong\n$/)
  })

  test('a block that does not stop is told of, and the next run works', async () => {
    take('javascript')
    edit('acme/main.js', (text) =>
      text.replace(
        '({ text, length, ending }, ctx) => {',
        'async ({ text, length, ending }, ctx) => {\n    await new Promise((done) => setTimeout(done, 1500))',
      ),
    )
    const report = await json('blocks', 'test', 'acme')
    expect(report.failed).toBe(0)
    const notes = report.blocks[0].checks.flatMap(({ note }: { note?: string }) => (note ? [note] : []))
    expect(notes).toEqual([
      expect.stringMatching(/did not stop by itself/),
      expect.stringMatching(/not done in time/),
    ])
  })
})
