import type { FlowDocument, JsonObject } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'

// The flows that are measured. Their blocks are the standard set's; each sets a field of what came, which is what
// the peers' flows do in the same places.

const setField = (fields: JsonObject) => ({ type: 'data/set-fields', config: { fields, keep: true } })
const countUp = setField({ i: '{{ (input.i ?? 0) + 1 }}' })

/** Blocks one after the other. */
export const chain = (length: number): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'b0' } },
    ...Array.from({ length }, (_, i) => ({
      id: `b${i}`,
      ...setField({ f: `v${i}` }),
      ...(i + 1 < length && { to: { next: `b${i + 1}` } }),
    })),
  ])

/** Passes of a loop one can see into: one block and one expression each. */
export const repeatLoop = (passes: number): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'each' } },
    { id: 'each', type: 'control/repeat', config: { times: passes }, to: { each: 'count' } },
    { id: 'count', ...countUp },
  ])

/** The same by a link that leads back, out of an if: two blocks and two expressions a pass. */
export const backLinkLoop = (passes: number): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'count' } },
    { id: 'count', ...countUp, to: { next: 'more' } },
    {
      id: 'more',
      type: 'control/if',
      config: { condition: `{{ input.i < ${passes} }}` },
      to: { else: 'done', next: 'count' },
    },
    { id: 'done', type: 'control/return', config: { value: '{{ input.i }}' } },
  ])

/** One block whose output leads to many, which a join brings together. */
export const fanOut = (width: number): FlowDocument =>
  flowOf([
    { id: 'start', type: 'start/manual', to: { next: Array.from({ length: width }, (_, i) => `b${i}`) } },
    ...Array.from({ length: width }, (_, i) => ({
      id: `b${i}`,
      ...setField({ f: `v${i}` }),
      to: { next: 'join' },
    })),
    { id: 'join', type: 'control/join', config: { mode: 'list' } },
  ])

/** Passes at once that a for-each may have. */
const WIDEST = 1000

/** Many pointers asleep at once, each in a pass of its own. */
export const sleepers = (count: number, wait: string): FlowDocument => {
  const width = Math.min(count, WIDEST)
  const groups = Array.from({ length: Math.ceil(count / width) }, (_, i) => i)
  const list = `{{ Array.from({ length: ${width} }, (_, i) => i) }}`
  return flowOf([
    { id: 'start', type: 'start/manual', to: { next: groups.map((i) => `each${i}`) } },
    ...groups.map((i) => ({
      id: `each${i}`,
      type: 'control/for-each',
      config: { list, concurrency: width },
      to: { each: `sleep${i}` },
    })),
    ...groups.map((i) => ({ id: `sleep${i}`, type: 'control/wait', config: { for: wait } })),
  ])
}

/** What is called: one block sets what is answered, when the run is done. */
export const transformHook: FlowDocument = flowOf([
  {
    id: 'start',
    type: 'start/webhook',
    config: { path: 'transform', methods: ['ANY'], answer: 'when done' },
    to: { next: 'set' },
  },
  { id: 'set', type: 'data/set-fields', config: { fields: { ok: true, x: 1 }, keep: false } },
])

/** The same with a block that takes its time. */
export const slowHook: FlowDocument = flowOf(
  [
    {
      id: 'start',
      type: 'start/webhook',
      config: { path: 'slow', methods: ['ANY'], answer: 'when done' },
      to: { next: 'wait' },
    },
    { id: 'wait', type: 'control/wait', config: { for: '50ms' }, to: { next: 'set' } },
    { id: 'set', type: 'data/set-fields', config: { fields: { ok: true }, keep: false } },
  ],
  { settings: { overlap: 'parallel', concurrency: 8 } },
)

/** Schedules that start the same small flow. `cron`: of the i-th one */
export const schedulesFlow = (count: number, cron: (i: number) => string): FlowDocument =>
  flowOf(
    [
      ...Array.from({ length: count }, (_, i) => ({
        id: `at${i}`,
        type: 'start/schedule',
        config: { cron: cron(i), zone: 'UTC' },
        to: { next: 'set' },
      })),
      { id: 'set', type: 'data/set-fields', config: { fields: { ok: true }, keep: true } },
    ],
    { settings: { overlap: 'parallel', concurrency: 100 } },
  )
