import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import type { Hat } from '../trigger-runner.ts'
import { partsOfCall } from './called-path.ts'
import { HookTable } from './hook-table.ts'

let n = 0
const hat = (written: JsonObject): Hat => ({
  ...{ flowId: `flw_${n++}`, block: 'hat', type: 'start/webhook', versionId: 'ver_1' },
  ...{ flowName: 'Orders', blockName: 'When called', written },
})
const tableOf = (...paths: string[]) => {
  const table = new HookTable()
  for (const path of paths) table.add(hat({ path }))
  return table
}
const called = (table: HookTable, path: string, method = 'POST') => {
  const found = table.find(method, path)
  return found.is === 'hook' ? { at: found.hook.path.text, params: found.params } : found.is
}

describe('a path', () => {
  test('leads to the hat whose words fit, before one whose parts may be anything', () => {
    const table = tableOf('orders/new', 'orders/{id}', '{any}/new/{x}', 'orders/{id}/paid')
    expect(called(table, 'orders/new')).toEqual({ at: 'orders/new', params: {} })
    expect(called(table, 'orders/new/')).toEqual({ at: 'orders/new', params: {} })
    expect(called(table, 'orders/7')).toEqual({ at: 'orders/{id}', params: { id: '7' } })
    expect(called(table, 'orders/new/paid')).toEqual({ at: 'orders/{id}/paid', params: { id: 'new' } })
    expect(called(table, 'orders/new/y')).toEqual({ at: '{any}/new/{x}', params: { any: 'orders', x: 'y' } })
    expect(called(table, 'orders')).toBe('nothing')
    expect(called(table, 'Orders/new')).toBe('nothing')
  })

  test('is decoded once, as UTF-8, in one form', () => {
    const table = tableOf('grüße/{who}')
    expect(called(table, 'gr%C3%BC%C3%9Fe/Jos%C3%A9%20B')).toMatchObject({ params: { who: 'José B' } })
    expect(called(table, 'gru%CC%88%C3%9Fe/x')).toMatchObject({ params: { who: 'x' } })
    expect(called(table, 'gr%C3%BC%C3%9Fe/100%25')).toMatchObject({ params: { who: '100%' } })
  })

  test.each([
    ['an encoded slash', 'a%2Fb'],
    ['an encoded backslash', 'a%5Cb'],
    ['a backslash', 'a\\b'],
    ['a part that goes up', 'a/../b'],
    ['the same, encoded', 'a/%2e%2E/b'],
    ['a part that stays', 'a/./b'],
    ['a zero byte', 'a%00'],
    ['a line break', 'a%0d%0aSet-Cookie'],
    ['encoded twice', 'a%252Fb'],
    ['bytes that are no UTF-8', 'a%ff'],
    ['a longer way to write a slash', 'a%c0%afb'],
    ['half an escape', 'a%2'],
    ['two slashes', 'a//b'],
    ['nothing', ''],
    ['letters as they are', 'ü'],
    ['a very long one', 'a'.repeat(1001)],
  ])('with %s is refused', (_, path) => expect(called(tableOf('{x}', '{x}/{y}'), path)).toBe('bad-path'))

  test('never gives a part that could lead elsewhere, whatever is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab./\\%2efF05c\u0000'), maxLength: 20 }), (path) => {
        for (const part of partsOfCall(path) ?? []) {
          expect(part).not.toMatch(/[/\\]|%2f|%5c|%00/i)
          expect(['', '.', '..']).not.toContain(part)
        }
      }),
    )
  })

  test.each(['', '/', 'a//b', 'a/../b', 'a b', '{}', 'a?b', '{id}/{id}', '{__proto__}', 'x%20y'])(
    'that cannot stand in a hat is told: "%s"',
    (path) => {
      expect(() => tableOf(path)).toThrow(expect.objectContaining({ code: 'webhook.bad-path' }))
    },
  )
})

describe('an address', () => {
  test('belongs to one hat; whoever wants it too is told who has it', () => {
    const table = new HookTable()
    const first = hat({ path: 'orders/{id}', methods: ['POST', 'PUT'] })
    table.add(first)
    for (const methods of [['PUT'], ['ANY'], ['get', 'post']])
      expect(() => table.add(hat({ path: '/orders/{order}/', methods }))).toThrow(
        expect.objectContaining({
          code: 'webhook.address-taken',
          message: expect.stringContaining('"When called" of "Orders"'),
        }),
      )
    table.add(hat({ path: 'orders/{order}', methods: ['GET'] }))
    expect(called(table, 'orders/7', 'GET')).toEqual({ at: 'orders/{order}', params: { order: '7' } })
    expect(table.find('DELETE', 'orders/7')).toEqual({ is: 'other-method', allow: ['GET', 'POST', 'PUT'] })
    table.remove(first)
    expect(called(table, 'orders/7')).toBe('other-method')
  })

  test('is free again when its hat has gone or has another one', () => {
    const table = new HookTable()
    const one = hat({ path: 'a' })
    table.add(one)
    table.add({ ...one, written: { path: 'b' } })
    expect(called(table, 'a')).toBe('nothing')
    table.add(hat({ path: 'a' }))
    table.remove(one)
    expect(called(table, 'b')).toBe('nothing')
    expect(called(table, 'a')).toEqual({ at: 'a', params: {} })
  })

  test('with a method that does not exist is told', () => {
    expect(() => new HookTable().add(hat({ path: 'a', methods: ['PSOT'] }))).toThrow(
      expect.objectContaining({ code: 'webhook.bad-method' }),
    )
  })
})
