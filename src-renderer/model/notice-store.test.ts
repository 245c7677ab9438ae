import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useNotices, whileBusy } from './notice-store.ts'

const said = () => useNotices.getState().notices.map(({ kind, message }) => `${kind} ${message}`)

beforeEach(() => {
  vi.useFakeTimers()
  useNotices.setState({ notices: [] })
})
afterEach(() => void vi.useRealTimers())

test('what takes its time is said while it does, and not afterwards', async () => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const done = whileBusy('Importing', promise)
  vi.advanceTimersByTime(300)
  expect(said()).toEqual([])
  vi.advanceTimersByTime(200)
  expect(said()).toEqual(['busy Importing'])
  resolve(7)
  expect(await done).toBe(7)
  expect(said()).toEqual([])
})

test('what is quick is not spoken of, also where it fails, and two are told apart', async () => {
  await expect(whileBusy('Importing', Promise.reject(new Error('no')))).rejects.toThrow('no')
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const both = [whileBusy('One', one.promise), whileBusy('Other', other.promise)]
  vi.advanceTimersByTime(1000)
  expect(said()).toEqual(['busy One', 'busy Other'])
  one.resolve()
  await both[0]
  expect(said()).toEqual(['busy Other'])
  other.resolve()
  await both[1]
})

test('the same of two things is said of each, by key and by what stands in its text', async () => {
  const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const on = (name: string) => ({ key: 'busy.switchOn', values: { name } })
  const both = [whileBusy(on('A'), one.promise), whileBusy(on('B'), other.promise)]
  vi.advanceTimersByTime(1000)
  const names = () => useNotices.getState().notices.map(({ key, values }) => `${key} ${values?.name}`)
  expect(names()).toEqual(['busy.switchOn A', 'busy.switchOn B'])
  one.resolve()
  await both[0]
  expect(names()).toEqual(['busy.switchOn B'])
  other.resolve()
  await both[1]
})
