import { describe, expect, expectTypeOf, test } from 'vitest'
import type { JsonObject } from '#shared/flow'
import type { BlockContext } from './block-context.ts'
import { type BlockRunner, defineBlock, implement } from './define-block.ts'
import { type ConfigOf, field } from './field.ts'

// Held by the type checker (`npm run types` reads tests too): each line under a ts-expect-error must not compile.

const thing = defineBlock({
  type: 'test/thing',
  version: 1,
  category: 'data',
  shape: 'stack',
  effect: 'pure',
  title: 'Thing',
  sentence: 'do {name}',
  summary: 'Does a thing.',
  keywords: [],
  fields: {
    name: field.text({ title: 'Name', required: true }),
    times: field.number({ title: 'Times', default: 1 }),
    note: field.text({ title: 'Note' }),
    as: field.choice(
      [
        { value: 'text', title: 'text' },
        { value: 'json', title: 'JSON' },
      ],
      { title: 'As', default: 'text' },
    ),
    map: field.map({ title: 'Map' }),
  },
  outputs: { next: { title: 'it' }, other: { title: 'the other' } },
  examples: [],
})
type Config = ConfigOf<(typeof thing)['fields']>

describe('a declaration', () => {
  test('decides the types of the config', () => {
    expectTypeOf<Config['name']>().toEqualTypeOf<string>()
    expectTypeOf<Config['times']>().toEqualTypeOf<number>()
    expectTypeOf<Config['note']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<Config['as']>().toEqualTypeOf<'text' | 'json'>()
    expectTypeOf<Config['map']>().toEqualTypeOf<JsonObject | undefined>()
  })

  test('decides which outputs a runner may name', async () => {
    const runner = implement(thing, (config) => ({ next: config.name }))
    implement(thing, () => ({ other: 1 }))
    // @ts-expect-error there is no output of that name
    implement(thing, () => ({ nxt: 1 }))
    // @ts-expect-error an async one may not name it either
    implement(thing, async () => ({ nxt: 1 }))
    // @ts-expect-error a function is no JSON
    implement(thing, () => ({ next: () => 1 }))
    // @ts-expect-error a Date is no JSON
    implement(thing, () => ({ next: new Date() }))
    // @ts-expect-error nothing is no output
    implement(thing, () => ({}))
    const config: Config = { name: 'a', times: 1, note: undefined, as: 'text', map: undefined }
    expect(await runner.run(config, {} as BlockContext)).toEqual({ next: 'a' })
  })

  test('decides which fields a runner may read, and as what', () => {
    // @ts-expect-error there is no field of that name
    implement(thing, (config) => ({ next: config.nmae }))
    // @ts-expect-error it may be missing
    implement(thing, (config) => ({ next: config.note.length }))
    // @ts-expect-error it is a number
    implement(thing, (config) => ({ next: config.times.length }))
    // @ts-expect-error not one of the choices
    implement(thing, (config) => ({ next: config.as === 'xml' }))
    expectTypeOf(implement(thing, () => ({ next: 1 }))).toExtend<BlockRunner>()
  })

  test('of a cap has no output at all', () => {
    const cap = defineBlock({ ...thing, shape: 'cap', outputs: {} })
    // @ts-expect-error it has no outputs
    implement(cap, () => ({ next: 1 }))
    expect(Object.keys(cap.outputs)).toEqual([])
  })
})
