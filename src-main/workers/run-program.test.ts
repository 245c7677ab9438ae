import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProgramOrder } from '#shared/block'
import { runProgram } from './run-program.ts'

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'blockloom program ü ')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const node = (code: string, ...args: string[]): ProgramOrder => ({
  program: process.execPath,
  args: ['-e', code, ...args],
  shell: false,
  folder,
  environment: {},
})
const never = new AbortController().signal
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
const until = async (holds: () => boolean) => {
  while (!holds()) await pause(20)
}

describe('a program', () => {
  test('gets its arguments as they are, never through a shell', async () => {
    const odd = ['a b', '"quoted"', '$HOME', '*', '; rm -rf x', 'ü', '', '%PATH%', 'back\\slash']
    const { out, code } = await runProgram(
      node('process.stdout.write(JSON.stringify(process.argv.slice(1)))', ...odd),
      never,
    )
    expect(JSON.parse(out)).toEqual(odd)
    expect(code).toBe(0)
  })

  test('says both outputs and its code, begins in its folder, reads its input, sees its environment', async () => {
    const order = node(
      `process.stdin.pipe(process.stdout); console.error(process.cwd(), process.env.GIVEN, process.env.NODE_OPTIONS); process.exitCode = 3`,
    )
    const end = await runProgram({ ...order, input: 'größe ☺\n', environment: { GIVEN: 'yes' } }, never)
    expect(end).toEqual({ code: 3, signal: null, out: 'größe ☺\n', err: `${folder} yes undefined\n` })
  })

  test('that does not read a large input is no failure', async () => {
    const end = await runProgram({ ...node('process.exit(0)'), input: 'x'.repeat(5_000_000) }, never)
    expect(end.code).toBe(0)
  })

  test('that leaves something behind which holds its outputs open ends all the same', async () => {
    const order = node(
      `const c = require('node:child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'],
         { stdio: 'inherit', detached: true }); c.unref(); console.log(c.pid)`,
    )
    const { out } = await runProgram(order, never)
    expect(isAlive(Number(out))).toBe(true)
    process.kill(Number(out), 'SIGKILL')
  })

  test('is stopped with all that it started, also when it does not want to', async () => {
    const script = join(folder, 'stubborn.cjs')
    const pids = join(folder, 'pids')
    writeFileSync(
      script,
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)
       require('node:fs').appendFileSync(process.argv[2], process.pid + '\\n')
       if (!process.argv[3]) require('node:child_process').spawn(process.execPath, [__filename, process.argv[2], 'x'])`,
    )
    const stopper = new AbortController()
    const ended = runProgram({ ...node(''), args: [script, pids] }, stopper.signal)
    const started = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : [])
    await until(() => started().length === 2)
    stopper.abort(new Error('the step was dropped'))
    await expect(ended).rejects.toThrow('the step was dropped')
    await until(() => started().every((pid) => !isAlive(pid)))
  })

  test('that writes without end is stopped, and says so', async () => {
    const order = node(`const b = 'x'.repeat(65536); const go = () => { while (process.stdout.write(b)); }
      process.stdout.on('drain', go); go()`)
    await expect(runProgram(order, never)).rejects.toMatchObject({ code: 'program.too-much-output' })
  })

  test('that is not there, may not be run, or has no folder says so', async () => {
    const none = { ...node(''), program: 'no-such-program-here', args: [] }
    await expect(runProgram(none, never)).rejects.toMatchObject({ code: 'program.not-found' })
    await expect(runProgram({ ...none, folder: join(folder, 'none') }, never)).rejects.toMatchObject({
      code: 'program.no-folder',
    })
    const file = join(folder, 'a.txt')
    writeFileSync(file, 'text')
    if (process.platform !== 'win32')
      await expect(runProgram({ ...node(''), program: file }, never)).rejects.toMatchObject({
        code: 'program.not-allowed',
      })
  })

  test.runIf(process.platform !== 'win32')('goes through the shell where that is asked for', async () => {
    const line = { ...node(''), program: 'printf one; printf two >&2', args: [], shell: true }
    expect(await runProgram(line, never)).toMatchObject({ code: 0, out: 'one', err: 'two' })
  })
})
