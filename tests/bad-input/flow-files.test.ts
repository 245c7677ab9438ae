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

describe('a file as large as one may be is answered, never a crash', () => {
  const size = 19 * 1024 * 1024
  const large: [string, () => string, object][] = [
    ['brackets', () => '['.repeat(size), { code: 'flow.too-deep' }],
    ['objects in each other', () => '{"a":'.repeat(size / 5), { code: 'flow.too-deep' }],
    ['a list that never ends', () => `[${'[],'.repeat(size / 3)}`, { code: 'flow.broken-json' }],
    ['one text', () => `"${'\\n'.repeat(size / 2)}"`, { code: 'flow.wrong-shape' }],
    // an issue kept for each of these would take all memory there is
    [
      'wrong blocks',
      () => `{"format":1,"name":"A","links":[],"blocks":[${'1,'.repeat(3_000_000)}1]}`,
      { code: 'flow.wrong-shape', details: { path: 'blocks[0]' } },
    ],
    ['blanks, and larger than that', () => ' '.repeat(21 * 1024 * 1024), { code: 'flow.too-large' }],
  ]
  test.each(large)('%s', (_what, make, refused) => {
    expect(refusalOf(new TextEncoder().encode(make()))).toMatchObject(refused)
  })
})
