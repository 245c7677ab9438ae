import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BlockFiles, FileRef } from '#shared/block'
import type { FlowDocument } from '#shared/flow'
import { flowOf } from '../../tests/support/flow-of.ts'
import { handClock } from '../../tests/support/hand-clock.ts'
import { type Disk, emptyDisk } from '../../tests/support/memory-journal.ts'
import { randomFlow } from '../../tests/support/random-flow.ts'
import { settled, testHost, testRunners } from '../../tests/support/test-runtime.ts'
import type { RunRow } from './ports.ts'

/** What really happened outside, with the key it happened under; it outlives every crash. */
type Effect = { key: string; what: string }

const ENTRIES = ['a.jpg', 'b.txt', 'c.jpg', 'ü 😀.pdf']

/** Sorts what a folder lists into folders by kind, as the template does. */
const sortFolder = flowOf(
  [
    { id: 'start', type: 'start/manual', to: { next: 'list' } },
    { id: 'list', type: 'files/list', config: { folder: '/in' }, to: { next: 'each' } },
    {
      id: 'each',
      type: 'control/for-each',
      config: { list: '{{ input }}' },
      to: { each: 'if', next: 'end' },
    },
    {
      id: 'if',
      type: 'control/if',
      config: { condition: '{{ item.ext === "jpg" }}' },
      to: ['then>pictures', 'else>others'],
    },
    {
      id: 'pictures',
      type: 'files/move',
      config: { from: '{{ item.path }}', to: '/in/pictures/' },
      to: { next: 'count' },
    },
    {
      id: 'others',
      type: 'files/move',
      config: { from: '{{ item.path }}', to: '/in/others/' },
      to: { next: 'log' },
    },
    { id: 'count', type: 'data/change-variable', config: { name: 'pictures', by: 1 } },
    { id: 'log', type: 'say/log', config: { text: 'Moved {{ item.name }}' } },
    { id: 'end', type: 'control/return', config: { value: '{{ vars.pictures }}' } },
  ],
  { variables: [{ name: 'pictures', value: 0 }] },
)

/** Files whose moves land in the effect log, as long as the machine lives. */
function filesThat(effects: Effect[], isDead: () => boolean): Partial<BlockFiles> {
  const reference = (path: string): FileRef => ({
    path,
    name: path.split('/').at(-1) ?? '',
    size: 1,
    type: 'x',
  })
  return {
    list: async () =>
      ENTRIES.map((name) => ({
        ...reference(`/in/${name}`),
        stem: name,
        ext: name.split('.').at(-1) ?? '',
        modified: '2026-11-23T00:00:00Z',
        kind: 'file' as const,
      })),
    async move(from, to) {
      if (isDead()) return new Promise(() => {})
      effects.push({ key: from, what: `move ${from} to ${to}` })
      return reference(to + from.split('/').at(-1))
    },
  }
}

type Crash = { row: RunRow; effects: Effect[]; crashes: number; entries: number }

/** Runs a flow on a machine that dies after so many entries are on disk, then on new ones until it is over. */
async function runWithCrash(
  document: FlowDocument,
  entries: number,
  again = Number.POSITIVE_INFINITY,
): Promise<Crash> {
  const disk: Disk = emptyDisk()
  let clock = handClock()
  const versions = new Map<string, FlowDocument>()
  const effects: Effect[] = []
  let left = entries
  let crashes = 0
  let id = ''
  for (let life = 0; life < 30; life++) {
    let dead = false
    const host = testHost({
      disk,
      clock,
      versions,
      world: { files: () => filesThat(effects, () => dead) as BlockFiles },
      runners: testRunners(async (block, key, value) => {
        if (dead) await new Promise(() => {})
        effects.push({ key, what: block })
        return value
      }),
    })
    host.journal.entriesLeft = left
    const died = new Promise<'died'>((resolve) => {
      host.journal.onDeath = () => {
        dead = true
        resolve('died')
      }
    })
    if (life === 0) id = host.start(document, { input: 'in' })
    else await host.runtime.recover()
    const ended = await Promise.race([host.over(id), died])
    if (ended !== 'died') return { row: ended, effects, crashes, entries: host.events(id).length }
    crashes++
    left = again * crashes // more each time: a life too short to do anything would be followed by many of its kind
    clock = handClock(clock.now() + 60_000)
  }
  throw new Error('it never ended')
}

describe('after a crash', () => {
  test('at every journal boundary Sort a folder ends as it does without one, and nothing is moved more than once more', async () => {
    const document: FlowDocument = {
      ...sortFolder,
      blocks: sortFolder.blocks.map((block) =>
        block.type === 'files/move' ? { ...block, options: { again: true } } : block,
      ),
    }
    const whole = await runWithCrash(document, Number.POSITIVE_INFINITY)
    expect(whole.row).toMatchObject({ status: 'succeeded', output: 2 })
    let hits = 0
    const total = whole.effects.length
    for (let entries = 2; entries < whole.entries; entries++) {
      const crashed = await runWithCrash(document, entries)
      hits += crashed.crashes
      expect({ entries, status: crashed.row.status, output: crashed.row.output }).toEqual({
        entries,
        status: 'succeeded',
        output: 2,
      })
      expect(crashed.effects.length).toBeLessThanOrEqual(total + crashed.crashes)
      expect(new Set(crashed.effects.map(({ what }) => what))).toEqual(
        new Set(whole.effects.map(({ what }) => what)),
      )
    }
    expect(hits).toBeGreaterThan(20)
  })

  test('a step that may have changed the world and is not safe to do twice interrupts the run, which asks', async () => {
    const document = flowOf([
      { id: 'start', type: 'start/manual', to: { next: 'act' } },
      { id: 'act', type: 'test/act', to: { next: 'end' } },
      { id: 'end', type: 'control/return' },
    ])
    const disk = emptyDisk()
    const versions = new Map<string, FlowDocument>()
    const first = testHost({ disk, versions, runners: testRunners(() => new Promise(() => {})) })
    const id = first.start(document)
    await settled()
    const second = testHost({ disk, versions })
    await second.runtime.recover()
    await settled()
    expect(disk.runs.get(id)?.row.status).toBe('interrupted')
    expect(second.events(id).at(-1)).toMatchObject({ kind: 'interrupted', pointers: [1] })
    const third = testHost({ disk, versions })
    await third.runtime.recover()
    expect(third.runtime.get(id)?.status).toBe('interrupted')
    third.runtime.cancel(id)
    expect(await third.over(id)).toMatchObject({ status: 'cancelled' })
  })

  test('any flow ends, extra attempts at most one a crash and always with the same key', async () => {
    let crashes = 0
    await fc.assert(
      fc.asyncProperty(
        randomFlow,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 3, max: 30 }),
        async (flow, first, then) => {
          const document: FlowDocument = {
            ...flow,
            blocks: flow.blocks.map((block) =>
              block.type === 'test/act' ? { ...block, options: { again: true } } : block,
            ),
          }
          const whole = await runWithCrash(document, Number.POSITIVE_INFINITY)
          const crashed = await runWithCrash(document, first, then)
          crashes += crashed.crashes
          const attempts = new Map<string, number>()
          for (const { key } of crashed.effects) attempts.set(key, (attempts.get(key) ?? 0) + 1)
          for (const count of attempts.values()) expect(count).toBeLessThanOrEqual(1 + crashed.crashes)
          if (hasOneBranch(document)) {
            expect({ status: crashed.row.status, output: crashed.row.output }).toEqual({
              status: whole.row.status,
              output: whole.row.output,
            })
            expect(crashed.row.steps).toBe(whole.row.steps)
            expect(new Set(attempts.keys())).toEqual(new Set(whole.effects.map(({ key }) => key)))
          }
        },
      ),
      { numRuns: 40 },
    )
    expect(crashes).toBeGreaterThan(10)
  })
})

/** Nothing in it runs beside anything else, so a crash cannot change the order of things. */
const hasOneBranch = ({ blocks, links }: FlowDocument): boolean =>
  blocks.every(({ type, config }) => type !== 'control/parallel' && (config.concurrency ?? 1) === 1) &&
  new Set(links.map(({ from, out }) => `${from} ${out}`)).size === links.length
