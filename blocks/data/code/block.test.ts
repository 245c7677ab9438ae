import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { code } from './block.ts'

let server: Server
let url: string
let asked: string[] = []
beforeAll(async () => {
  server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url}`)
    answer.end('{"name":"Ada"}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/people/7`
})
afterAll(() => void server.close())

describeBlock(code, import.meta.dirname, ({ home, output, failure, fixture }) => {
  test('gives on what it returns, and null for nothing', async () => {
    expect((await fixture('numbers', { input: [1, 2, 3] })).output).toBe(6)
    expect(await output({ code: 'return { input, more: [undefined, new Date(0)] }' }, 'ä€😀')).toEqual({
      input: 'ä€😀',
      more: [null, '1970-01-01T00:00:00.000Z'],
    })
    expect(await output({ code: '// nothing' })).toBe(null)
    expect(await output({ code: 'await ctx.sleep(5)\nawait null\nreturn await Promise.resolve(1)' })).toBe(1)
  })

  test('sees the variables, and cannot change them', async () => {
    expect((await fixture('variables')).output).toBe('Hello Ada')
    expect(await failure({ code: 'ctx.vars.name = 1' })).toMatchObject({ code: 'code.failed' })
  })

  test('braces are no expressions here', async () => {
    expect(await output({ code: 'return "{{ input }} " + {b:{c:{}}}.b.c' })).toBe(
      '{{ input }} [object Object]',
    )
  })

  test('names the line and column of what is wrong', async () => {
    const wrong: [string, string, object][] = [
      [
        'const a = 1\nreturn a.b.c',
        'at line 2, column 12: TypeError: Cannot read properties',
        { line: 2, column: 12 },
      ],
      ['\n\n  throw new RangeError("no")', 'at line 3, column 9: RangeError: no', { line: 3, column: 9 }],
      ['const a = 1\nconst a = 2', 'not valid JavaScript at line 2, column 7', { line: 2, column: 7 }],
      [
        'if (input) {',
        'not valid JavaScript at line 1, column 13: it ends too early',
        { line: 1, column: 13 },
      ],
      ['}', 'not valid JavaScript', {}],
      ['import fs from "fs"', 'not valid JavaScript at line 1', {}],
      ['return 1 +', 'it ends too early', {}],
      ['}); (async () => {', 'it closes a bracket that it never opened', {}],
    ]
    for (const [text, sentence, place] of wrong) {
      const error = await failure({ code: text })
      expect(error.message).toContain(sentence)
      expect(error.details).toMatchObject(place)
    }
    const typed = await failure({ code: 'let a: number = 1\nlet b: = 2', language: 'typescript' })
    expect(typed).toMatchObject({ code: 'code.broken-syntax', details: { line: 2, column: 8 } })
    const asserted = await failure(
      { code: 'const a = input as { b: { c: number } }\nreturn a.b.c', language: 'typescript' },
      {},
    )
    expect(asserted).toMatchObject({ code: 'code.failed', details: { line: 2, column: 12 } })
  })

  test('says what cannot travel on', async () => {
    expect(await failure({ code: 'return { a: [1n] }' })).toMatchObject({ code: 'value.not-json' })
    expect((await failure({ code: 'return { f() {} }' })).message).toContain('`value.f` is a function')
    expect(await failure({ code: 'const a = {}; a.a = a; return a' })).toMatchObject({
      code: 'value.too-deep',
    })
    expect(await failure({ code: 'return "x".repeat(17_000_000)' })).toMatchObject({
      code: 'value.too-large',
    })
    expect(await failure({ code: 'return 1' }, 'x'.repeat(17_000_000))).toMatchObject({
      code: 'worker.input-too-large',
    })
  })

  test('reaches the web only when it says so', async () => {
    asked = []
    const fetching = 'return (await fetch(input)).json()'
    const refused = await failure({ code: fetching }, url)
    expect(refused).toMatchObject({ code: 'worker.not-permitted' })
    expect(refused.message).toContain('The code may not use the network')
    expect(asked).toEqual([])
    expect(await output({ code: fetching, touches: 'reads' }, url)).toEqual({ name: 'Ada' })
    const writing = 'return (await fetch(input, { method: "POST" })).json()'
    expect(await output({ code: writing, touches: 'writes' }, url)).toEqual({ name: 'Ada' })
    expect(asked).toEqual(['GET /people/7', 'POST /people/7'])
  })

  test('reaches no files and starts no programs, whatever it touches', async () => {
    for (const name of ['fs', 'child_process', 'worker_threads']) {
      const error = await failure({ code: `return Object.keys(require("${name}"))`, touches: 'writes' })
      expect(error).toMatchObject({ code: 'worker.not-permitted' })
    }
  })

  test('loads packages from the folder that is named', async () => {
    mkdirSync(home('mine/node_modules/twice'), { recursive: true })
    writeFileSync(home('mine/node_modules/twice/package.json'), '{"type":"module","exports":"./index.js"}')
    writeFileSync(home('mine/node_modules/twice/index.js'), 'export const twice = (n) => n * 2')
    writeFileSync(home('outside.txt'), 'x')
    const text = 'const { twice } = await import("twice")\nreturn twice(input)'
    expect(await output({ code: text, packages: '~/mine' }, 21)).toBe(42)
    expect((await failure({ code: text }, 21)).message).toContain(
      'asks for "twice", and no folder with packages',
    )
    const outside = 'return require("fs").readFileSync(input, "utf8")'
    expect((await failure({ code: outside, packages: '~/mine' }, home('outside.txt'))).message).toMatch(
      /restricted/,
    )
    const nowhere = await failure({ code: text, packages: '~/none' })
    expect(nowhere).toMatchObject({ code: 'code.no-packages', details: { field: 'packages' } })
  })

  test('an endless loop ends with its time, and keeps no other code waiting', async () => {
    await output({ code: 'return 1' })
    const endless = fixture('endless')
    expect(await output({ code: 'return input + 1' }, 1)).toBe(2)
    expect(await endless).toMatchObject({ status: 'failed', error: { code: 'step.timeout' } })
    expect(await output({ code: 'return input + 1' }, 2)).toBe(3)
  })
})
