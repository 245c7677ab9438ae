import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { createAskTokens } from './ask-tokens.ts'

const settings = () => {
  const held = new Map<string, Json>()
  return {
    held,
    get: (key: string) => held.get(key),
    set: (key: string, value: Json) => void held.set(key, value),
  }
}

test('a token names its question, also after a restart', () => {
  const folder = settings()
  const token = createAskTokens(folder).make('run_01JD', 7)
  expect(token).toMatch(/^run_01JD\.7\.[\w-]{22}$/)
  expect(createAskTokens(folder).read(token)).toEqual({ runId: 'run_01JD', pointer: 7 })
})

test('nobody makes one for another question, or in another folder', () => {
  const tokens = createAskTokens(settings())
  const token = tokens.make('run_01JD', 7)
  const mark = token.split('.')[2] as string
  expect(tokens.read(`run_01JD.8.${mark}`)).toBeUndefined()
  expect(tokens.read(`run_01JE.7.${mark}`)).toBeUndefined()
  expect(createAskTokens(settings()).read(token)).toBeUndefined()
  const other = createAskTokens(settings())
  other.make('run_01JD', 7)
  expect(other.read(token)).toBeUndefined()
})

test('what is no token is none', () => {
  const tokens = createAskTokens(settings())
  const token = tokens.make('run_01JD', 7)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, sign) => {
      const changed = token.slice(0, at) + sign + token.slice(at + 1)
      // the last sign of base64 holds bits that stand for nothing
      fc.pre(changed !== token && at < token.length - 1)
      return tokens.read(changed) === undefined
    }),
  )
  fc.assert(fc.property(fc.string(), (text) => tokens.read(text) === undefined))
})
