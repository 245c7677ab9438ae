import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blockloom } from '../support/blockloom-command.ts'
import { filesWith, findIn } from '../support/canary.ts'
import { flowOf } from '../support/flow-of.ts'

/** What a package does with a secret that it was given: all it should not. */
const LEAK = `import { AppError, defineBlock, field, implement } from 'blockloom'

const leak = defineBlock({
  type: 'leak/it',
  version: 1,
  category: 'data',
  effect: 'pure',
  title: 'Leak',
  sentence: 'leak {how}',
  summary: 'Tells what it was told.',
  fields: {
    key: field.secret({ title: 'Key', required: true }),
    how: field.text({ title: 'How', default: 'value' }),
  },
  outputs: { next: { title: 'all of it' } },
  examples: [],
})

const forms = (key: string) => [
  key,
  ...['', 'x', 'xy'].map((before) => Buffer.from(before + key).toString('base64')),
  encodeURIComponent(key),
  JSON.stringify({ key }),
]

export const blocks = [
  implement(leak, ({ key, how }, ctx) => {
    for (const form of forms(key)) {
      console.log('printed', form)
      console.error('printed', form)
      ctx.log.warn('logged ' + form)
      ctx.progress(0.5, 'at ' + form)
    }
    if (how === 'problem') throw new AppError({ code: 'leak.it', message: 'No: ' + key, fix: 'Try ' + forms(key) })
    if (how === 'mistake') throw new TypeError(forms(key).join(' '))
    if (how === 'end') process.exit(3)
    return { next: { [key]: forms(key) } }
  }),
]
`

const CANARY = 'kana/ri+en vogel "4711" & <7> %2f=?~'
const place = mkdtempSync(join(tmpdir(), 'blockloom-leak-'))
const home = join(place, 'home')
const run = (...words: string[]) => blockloom(words, { home, cwd: place })

beforeAll(async () => {
  expect(await run('blocks', 'new', 'leak')).toMatchObject({ code: 0 })
  writeFileSync(join(place, 'leak', 'main.ts'), LEAK)
  const manifest = join(place, 'leak', 'blockloom.json')
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), icons: {} }))
  expect(await run('blocks', 'install', 'leak', '--yes')).toMatchObject({ code: 0 })
  expect(await blockloom(['secrets', 'set', 'K'], { home, cwd: place, input: CANARY })).toMatchObject({
    code: 0,
  })
})
afterAll(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }))

describe('a secret that a package gives away in its', () => {
  test.each([
    ['value', 'succeeded', undefined],
    ['problem', 'failed', 'leak.it'],
    ['mistake', 'failed', 'block.broke'],
    ['end', 'failed', 'worker.ended'],
  ])('%s is masked in what is said of the run', async (how, status, code) => {
    const flow = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'leak' } },
      { id: 'leak', type: 'leak/it', config: { key: '{{ secrets.K }}', how } },
    ])
    const file = join(place, `${how}.flow.json`)
    writeFileSync(file, JSON.stringify({ ...flow, id: undefined }))
    const ended = await run('run', file, '--json')
    const said = JSON.parse(ended.out) as { runId: string; status: string; error: { code: string } | null }
    expect([said.status, said.error?.code]).toEqual([status, code])
    const shown = await run('runs', 'show', said.runId, '--json')
    for (const word of ['printed', 'logged']) expect(shown.out).toContain(`${word} ***`)
    for (const text of [ended.out, ended.err, shown.out]) expect(findIn(text, CANARY)).toEqual([])
  })

  test('is in no file of the data folder', () => {
    expect(filesWith(home, CANARY)).toEqual([])
  })
})
