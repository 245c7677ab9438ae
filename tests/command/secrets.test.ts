import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blockloom, type Ended } from '../support/blockloom-command.ts'
import { filesWith, findIn, startEcho } from '../support/canary.ts'
import { flowOf } from '../support/flow-of.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

const VALUE = 'kana/ri+en vogel&4711'

let home: string
const said: Ended[] = []
const command = async (words: string[], input?: string, env?: NodeJS.ProcessEnv) => {
  const ended = await blockloom(words, { home, input, env })
  said.push(ended)
  return ended
}
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'blockloom secrets ü '))
  said.length = 0
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const flowFile = (config: object, name = 'Ask') => {
  const { id: _, ...flow } = flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'ask' } },
      { id: 'ask', type: 'web/request', name: 'Ask', config: config as never, to: { next: 'log' } },
      { id: 'log', type: 'say/log', config: { text: '{{ JSON.stringify(input) }}' } },
    ],
    { name },
  )
  const path = join(home, `${name}.flow.json`)
  writeFileSync(path, JSON.stringify(flow))
  return path
}

describe('blockloom secrets', () => {
  test('sets what comes from stdin, lists names, deletes', async () => {
    expect(await command(['secrets', 'list'])).toMatchObject({
      code: 0,
      out: '',
      err: 'No secrets yet. Set one with: blockloom secrets set NAME\n',
    })
    // the line break of `echo` is no part of the value
    expect(await command(['secrets', 'set', 'TOKEN'], `${VALUE}\n`)).toMatchObject({
      code: 0,
      out: '',
      err: '"TOKEN" is set. Use it as {{ secrets.TOKEN }}.\n',
    })
    const set = await command(['secrets', 'set', 'OTHER', '--json'], VALUE)
    expect(JSON.parse(set.out)).toEqual({
      name: 'OTHER',
      setAt: expect.any(Number),
      lastUsedAt: null,
      flows: null,
      readable: true,
    })
    const listed = await command(['secrets', 'list'])
    expect(listed.out).toMatch(/^name +set +last used +for\nOTHER .* all flows\nTOKEN .* all flows\n$/)
    expect(lines((await command(['secrets', 'list', '--json'])).out).map(({ name }) => name)).toEqual([
      'OTHER',
      'TOKEN',
    ])
    expect(await command(['secrets', 'delete', 'OTHER'])).toMatchObject({
      code: 0,
      out: '',
      err: '"OTHER" is deleted.\n',
    })
    if (process.platform !== 'win32') expect(statSync(join(home, 'key')).mode & 0o777).toBe(0o600)
    for (const { out, err } of said) expect(findIn(out + err, VALUE)).toEqual([])
    expect(filesWith(home, VALUE)).toEqual([])
  })

  test.each([
    [['secrets', 'set', 'TOKEN'], '', 'The secret has no value.'],
    [
      ['secrets', 'set', 'TOKEN'],
      'short',
      'A secret needs at least 6 characters: a shorter one could not be masked where it turns up.',
    ],
    [['secrets', 'set', 'no name'], VALUE, '"no name" cannot be the name of a secret.'],
    [
      ['secrets', 'set', 'TOKEN', 'on-the-command-line'],
      VALUE,
      'The value of a secret is no word of the command line',
    ],
    [['secrets', 'set', 'TOKEN', '--keep-value'], '', 'There is no secret "TOKEN" yet, so it needs a value.'],
    [['secrets', 'set', 'TOKEN', '--flow', 'None'], VALUE, 'There is no flow with the id or name "None".'],
    [
      ['secrets', 'set', 'TOKEN', '--flow', 'x', '--all-flows'],
      VALUE,
      '--flow and --all-flows say different things.',
    ],
    [['secrets', 'delete', 'TOKEN'], '', 'There is no secret "TOKEN".'],
    [['secrets', 'guard', 'gnome'], '', '"gnome" guards no key.'],
    [['secrets', 'guard', 'nothing'], '', '"nothing" guards no key.'],
  ])('wrong use is told, with exit code 2: %s', async (words, input, message) => {
    const { code, out, err } = await command(words, input)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(err).not.toContain('on-the-command-line')
  })

  test('a run uses them, prints none, and fails in plain words without one', async () => {
    const echo = await startEcho()
    try {
      const file = flowFile({
        url: `${echo.url}/echo`,
        auth: { kind: 'bearer', token: '{{ secrets.TOKEN }}' },
      })
      const missing = await command(['run', file])
      expect(missing).toMatchObject({
        code: 1,
        err: expect.stringContaining(
          'Ask: There is no secret "TOKEN". Set it under Secrets in the studio, or with: blockloom secrets set TOKEN',
        ),
      })
      await command(['secrets', 'set', 'TOKEN'], VALUE)
      for (const words of [
        ['run', file],
        ['run', file, '--json'],
        ['run', file, '--follow', '--json'],
        ['run', file, '--follow'],
      ])
        expect((await command(words)).code, words.join(' ')).toBe(0)
      expect(echo.heard.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill(`Bearer ${VALUE}`))
      const [run] = lines((await command(['runs', 'list', '--json'])).out)
      expect((await command(['runs', 'show', run.id, '--json'])).out).toContain('{{ secrets.TOKEN }}')
      await command(['runs', 'show', run.id])
      expect(lines((await command(['secrets', 'list', '--json'])).out)[0].lastUsedAt).toBeGreaterThan(0)
      for (const { out, err } of said) expect(findIn(out + err, VALUE)).toEqual([])
      expect(filesWith(home, VALUE)).toEqual([])
    } finally {
      await echo.close()
    }
  })

  test('may be for some flows only; deleting one says who names it', async () => {
    const echo = await startEcho()
    try {
      const config = { url: `${echo.url}/echo`, headers: { 'x-key': '{{ secrets.TOKEN }}' } }
      const mine = flowFile(config, 'Mine')
      for (const file of [mine, flowFile(config, 'Other')]) await command(['flows', 'import', file])
      await command(['secrets', 'set', 'TOKEN', '--flow', 'Mine'], VALUE)
      expect((await command(['secrets', 'list'])).out).toMatch(/TOKEN .* Mine\n/)
      expect((await command(['run', 'Mine'])).code).toBe(0)
      const refused = 'This flow may not use the secret "TOKEN".'
      expect(await command(['run', 'Other'])).toMatchObject({
        code: 1,
        err: expect.stringContaining(refused),
      })
      // a file may say that it is another flow; it is not
      const { id } = lines((await command(['flows', 'list', '--json'])).out).find(
        ({ name }) => name === 'Mine',
      )
      const forged = join(home, 'forged.flow.json')
      writeFileSync(forged, JSON.stringify({ ...JSON.parse(readFileSync(mine, 'utf8')), id, name: 'Forged' }))
      expect(await command(['run', forged])).toMatchObject({ code: 1, err: expect.stringContaining(refused) })
      expect((await command(['secrets', 'set', 'TOKEN', '--all-flows', '--keep-value'])).code).toBe(0)
      expect((await command(['run', 'Other'])).code).toBe(0)
      expect((await command(['secrets', 'delete', 'TOKEN'])).err).toBe(
        '"TOKEN" is deleted. These flows still name it: "Mine", "Other".\n',
      )
    } finally {
      await echo.close()
    }
  })

  test.runIf(process.platform !== 'win32')(
    'a key that others may read, or that is gone, is told; everything else goes on',
    async () => {
      await command(['secrets', 'set', 'TOKEN'], VALUE)
      chmodSync(join(home, 'key'), 0o644)
      const open = await command(['secrets', 'set', 'OTHER'], VALUE)
      expect(open).toMatchObject({
        code: 3,
        err: expect.stringContaining(`Run: chmod 600 "${join(home, 'key')}"`),
      })
      expect(await command(['secrets', 'list'])).toMatchObject({
        code: 0,
        err: expect.stringContaining('may be read by others'),
      })
      rmSync(join(home, 'key'))
      const listed = await command(['secrets', 'list'])
      expect(listed.out).toContain('(cannot be read, set it again)')
      expect(listed.err).toContain('these were set with: TOKEN')
      const file = flowFile({ url: 'http://127.0.0.1:1', headers: { a: '{{ secrets.TOKEN }}' } })
      expect((await command(['run', file])).err).toContain(
        'These secrets cannot be read: TOKEN. Everything else is untouched.',
      )
      expect((await command(['flows', 'import', file])).code).toBe(0)
      expect((await command(['secrets', 'set', 'TOKEN'], 'a new value')).code).toBe(0)
      expect(lines((await command(['secrets', 'list', '--json'])).out)).toMatchObject([
        { name: 'TOKEN', readable: true },
      ])
    },
  )
})

describe('blockloom env', () => {
  test('allows names and forbids them; flows read no others', async () => {
    const env = { KANARI_A: 'the first', KANARI_B: 'the second' }
    const file = join(home, 'env.flow.json')
    const { id: _, ...flow } = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'say' } },
      {
        id: 'say',
        type: 'data/text',
        config: { text: '{{ env.KANARI_A }}|{{ env.KANARI_B }}|{{ Object.keys(env).length }}' },
      },
    ])
    writeFileSync(file, JSON.stringify(flow))
    expect((await command(['run', file, '--json'], undefined, env)).out).toContain('"||0"')
    expect(await command(['env', 'list'])).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringContaining('blockloom env allow NAME'),
    })
    expect((await command(['env', 'allow', 'KANARI_A', 'NOT_SET'])).err).toBe(
      'Flows may read: KANARI_A, NOT_SET.\n',
    )
    expect((await command(['run', file, '--json'], undefined, env)).out).toContain('"the first||1"')
    expect(lines((await command(['env', 'list', '--json'], undefined, env)).out)).toEqual([
      { name: 'KANARI_A', isSet: true },
      { name: 'NOT_SET', isSet: false },
    ])
    expect(JSON.parse((await command(['env', 'forbid', 'KANARI_A', '--json'])).out)).toEqual(['NOT_SET'])
    expect((await command(['run', file, '--json'], undefined, env)).out).toContain('"||0"')
    expect((await command(['env', 'allow', 'A=B'])).code).toBe(2)
  })
})

describe('after kill -9 in the middle of a request', () => {
  let served: ServedBlockloom
  afterEach(() => served?.end())

  test('the next host sends it again, with its secret', async () => {
    const echo = await startEcho()
    try {
      served = await serveBlockloom()
      await served.call('/secrets/TOKEN', { method: 'PUT', body: { value: VALUE } })
      const held = new Promise<void>((resolve) => echo.onHold(() => resolve()))
      const id = await served.run(
        flowOf([
          { id: 'start', type: 'start/manual', to: { next: 'ask' } },
          {
            id: 'ask',
            type: 'web/request',
            config: {
              url: `${echo.url}/hold/{{ input }}`,
              headers: { 'x-key': '{{ input }} {{ secrets.TOKEN }}' },
            },
          },
        ]),
        { input: 'one' },
      )
      await held
      await served.kill()
      echo.onHold((response) => response.end(JSON.stringify({ got: `it was ${VALUE}` })))
      await served.startAgain()
      const run = await served.rest(id)
      expect(run).toMatchObject({
        status: 'succeeded',
        output: { body: expect.stringContaining('it was ***') },
      })
      expect(echo.heard.map(({ headers }) => headers['x-key'])).toEqual(Array(2).fill(`one ${VALUE}`))
      expect(filesWith(served.home, VALUE)).toEqual([])
    } finally {
      await echo.close()
    }
  })
})
