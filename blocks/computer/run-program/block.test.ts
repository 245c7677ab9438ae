import { mkdirSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { runProgram } from './block.ts'

describeBlock(runProgram, import.meta.dirname, ({ home, run, output, failure, fixture }) => {
  beforeEach(() => void mkdirSync(home()))
  const node = (code: string, ...args: string[]) => ({
    program: process.execPath,
    args: ['-e', code, '--', ...args],
  })

  test('gives what the program wrote, and its code', async () => {
    expect((await fixture('a-version')).output).toMatchObject({
      code: 0,
      out: [expect.stringMatching(/^v\d+/)],
    })
    const echo = node(
      'console.log(process.argv.slice(1).join("|")); console.error("a word")',
      'a b',
      '{{ input }}',
      '"c"',
    )
    expect(await output(echo, '; exit 1')).toEqual({ code: 0, out: 'a b|; exit 1|"c"\n', err: 'a word\n' })
    expect(await output({ ...node('console.log(`{"a": 1}`)'), as: 'json' })).toMatchObject({ out: { a: 1 } })
  })

  test('passes on numbers and objects as JSON, its input, its folder and its environment', async () => {
    const code =
      'process.stdin.pipe(process.stdout); console.log(process.argv[1], process.argv[2], process.cwd(), process.env.A)'
    const given = { program: process.execPath, args: ['-e', code, '--', 5, { a: 1 }] }
    const told = { folder: '~', input: 'read', environment: { A: 'ä' } }
    const { out } = (await output({ ...given, ...told })) as { out: string }
    expect(out).toMatch(/^5 \{"a":1\} .*home ä\nread$/)
  })

  test('fails with what the program said, unless no code is a failure', async () => {
    const bad = node('console.error("cannot open a.txt"); process.exitCode = 3')
    const error = await failure(bad)
    expect(error).toMatchObject({ code: 'program.failed', details: { exitCode: 3 } })
    expect(error.message).toContain('ended with exit code 3. It said: "cannot open a.txt"')
    expect(await output({ ...bad, failOn: 'nothing' })).toMatchObject({ code: 3 })
  })

  test('is stopped when its time is up', async () => {
    const ended = await run({ ...node('setInterval(() => {}, 1000)') }, null, {}, { timeout: '500ms' })
    expect(ended.error).toMatchObject({ code: 'step.timeout' })
  })

  test('says what is wrong: no such program, no such folder, no JSON, arguments beside a shell', async () => {
    expect(await failure({ program: 'no-such-program-here' })).toMatchObject({ code: 'program.not-found' })
    expect(await failure({ ...node(''), folder: '~/none' })).toMatchObject({ code: 'program.no-folder' })
    expect(await failure({ ...node('console.log("{")'), as: 'json' })).toMatchObject({
      code: 'data.broken-json',
    })
    const both = await failure({ program: 'echo', args: ['a'], shell: true })
    expect(both).toMatchObject({ code: 'config.wrong-kind', details: { field: 'args' } })
  })
})
