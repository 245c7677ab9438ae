import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '#shared/error'
import { formatFlow, parseFlow } from '#shared/flow'

type Expected = { code?: string; warnings?: { code: string; path: string }[] } & Record<string, unknown>

const folder = join(import.meta.dirname, '..', 'corpus', 'flows')
const files = readdirSync(folder).filter((name) => name.endsWith('.flow.json'))
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Expected>
const read = (name: string): Uint8Array => readFileSync(join(folder, name))

/** Anything but an AppError is a crash, and fails the test. */
function refusalOf(source: Uint8Array): AppError | undefined {
  try {
    parseFlow(source)
    return undefined
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

test('every file of the corpus has its expectation', () => {
  expect(files.sort()).toEqual(Object.keys(expected).sort())
})

describe('a bad flow file is refused with its place', () => {
  test.each(Object.entries(expected).filter(([, { code }]) => code))('%s', (name, { code, ...details }) => {
    const error = refusalOf(read(name))
    expect(error).toMatchObject({ code, details })
    expect(error?.message).toMatch(/^[A-Z"].*\.$/)
    expect(error?.fix).toMatch(/\.$/)
  })
})

describe('a good flow file', () => {
  const good = Object.entries(expected).filter(([, { code }]) => !code)

  test.each(good)('%s is read, and is the same after it is written', (name, { warnings = [] }) => {
    const { document, problems } = parseFlow(read(name))
    expect(problems).toMatchObject(warnings)
    expect(parseFlow(formatFlow(document)).document).toEqual(document)
  })

  test.each(good)('%s cut short at 20 places is refused, never a crash', (name) => {
    const whole = read(name)
    const end = whole.lastIndexOf(0x7d)
    for (let i = 0; i < 20; i++) {
      const cut = whole.subarray(0, Math.floor((end * i) / 19))
      expect(['flow.broken-json', 'flow.not-utf8'], `cut at ${cut.length}`).toContain(refusalOf(cut)?.code)
    }
  })

  test.each(good)('%s with one byte changed is read or refused, never a crash', (name) => {
    const whole = read(name)
    let refused = 0
    for (let at = 0; at < whole.length; at += 7)
      for (const byte of [0, 0x22, 0x2c, 0x5b, 0x7d, 0xff]) {
        const changed = Uint8Array.from(whole)
        changed[at] = byte
        if (refusalOf(changed)) refused++
      }
    expect(refused).toBeGreaterThan(whole.length / 7)
  })
})

test('20 MB of brackets, of one text and of wrong blocks are answered, never a crash', () => {
  const encode = (text: string) => new TextEncoder().encode(text)
  const size = 19 * 1024 * 1024
  expect(refusalOf(encode('['.repeat(size)))?.code).toBe('flow.too-deep')
  expect(refusalOf(encode('{"a":'.repeat(size / 5)))?.code).toBe('flow.too-deep')
  expect(refusalOf(encode(`[${'[],'.repeat(size / 3)}`))?.code).toBe('flow.broken-json')
  expect(refusalOf(encode(`"${'\\n'.repeat(size / 2)}"`))?.code).toBe('flow.wrong-shape')
  // an issue kept for each of these would take all memory there is
  const wrong = `{"format":1,"name":"A","links":[],"blocks":[${'1,'.repeat(3_000_000)}1]}`
  expect(refusalOf(encode(wrong))).toMatchObject({ code: 'flow.wrong-shape', details: { path: 'blocks[0]' } })
  expect(refusalOf(encode(' '.repeat(21 * 1024 * 1024)))?.code).toBe('flow.too-large')
}, 30_000)
