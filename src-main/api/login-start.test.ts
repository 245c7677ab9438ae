import { afterEach, expect, test } from 'vitest'
import { makeTestBlockloom, type TestBlockloom } from './test-support.ts'
import { makeClient } from './typed-client.ts'

let blockloom: TestBlockloom
const clientWith = (login?: { isOn(): boolean; set(on: boolean): void }) => {
  blockloom = makeTestBlockloom({ login })
  return makeClient(blockloom.router, { kind: 'session' }).system
}
afterEach(() => blockloom.close())

test('a host that is no desktop app has no start at login, asks nobody, and says so', async () => {
  const system = clientWith()
  expect(await system.loginStart()).toEqual({ available: false, on: false, answered: true })
  await expect(system.changeLoginStart({ on: true })).rejects.toMatchObject({ code: 'login.only-desktop' })
})

test('no is an answer too, and what the system switched on by itself is one', async () => {
  let isOn = false
  const system = clientWith({ isOn: () => isOn, set: () => {} })
  expect(await system.loginStart()).toEqual({ available: true, on: false, answered: false })
  isOn = true
  expect(await system.loginStart()).toMatchObject({ on: true, answered: true })
  isOn = false
  expect(await system.changeLoginStart({ on: false })).toEqual({ available: true, on: false, answered: true })
  expect(await system.loginStart()).toMatchObject({ answered: true })
})

test('a system that refuses is told in words, and the question stays open', async () => {
  const system = clientWith({
    isOn: () => false,
    set: () => {
      throw new Error('EACCES: permission denied')
    },
  })
  await expect(system.changeLoginStart({ on: true })).rejects.toMatchObject({
    code: 'login.cannot-set',
    message: expect.stringContaining('permission denied'),
  })
  expect(await system.loginStart()).toMatchObject({ answered: false })
})
