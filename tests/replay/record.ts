/**
 * Records the journals of this version: node tests/replay/record.ts
 * To be run once for each release that adds kinds of events. It never overwrites a file: what was kept, stays.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import type { BlockFiles, FileRef, HttpAnswer } from '#shared/block'
import type { FlowDocument, Json, JsonObject } from '#shared/flow'
import { flowOf } from '../support/flow-of.ts'
import { handClock } from '../support/hand-clock.ts'
import { emptyDisk } from '../support/memory-journal.ts'
import { settled, testHost } from '../support/test-runtime.ts'
import { JOURNALS, picturesOf, type RecordedRun } from './recorded-run.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
/** pictures at about so many places of a journal */
const PLACES = 6

type Events = RecordedRun['events']

function keep(name: string, about: string, document: FlowDocument, given: Events): void {
  const path = join(JOURNALS, `${version}-${name}.json`)
  if (existsSync(path)) {
    console.log(`${path} is there already`)
    return
  }
  const events = JSON.parse(JSON.stringify(given)) as Events
  const counts = Array.from({ length: PLACES }, (_, i) => Math.ceil((events.length * (i + 1)) / PLACES))
  const pictures = picturesOf({ document, events }, counts, catalog)
  const lines = (list: readonly unknown[]) => list.map((one) => `    ${JSON.stringify(one)}`).join(',\n')
  writeFileSync(
    path,
    `{\n  "about": ${JSON.stringify(about)},\n  "version": "${version}",\n  "document": ${JSON.stringify(document)},\n` +
      `  "events": [\n${lines(events)}\n  ],\n  "pictures": [\n${lines(pictures)}\n  ]\n}\n`,
  )
  console.log(`${path}: ${events.length} events`)
}

const ENTRIES = ['a.jpg', 'b.txt', 'c.jpg', 'ü 😀.pdf', 'README', '.hidden']
const reference = (path: string): FileRef => ({
  path,
  name: path.split('/').at(-1) ?? '',
  size: 1,
  type: 'x',
})
const files: Partial<BlockFiles> = {
  list: async () =>
    ENTRIES.map((name) => ({
      ...reference(`/in/${name}`),
      stem: name.replace(/\.[^.]*$/, ''),
      ext: name.includes('.') ? (name.split('.').at(-1) ?? '') : '',
      modified: '2026-11-23T00:00:00Z',
      kind: 'file' as const,
    })),
  move: async (from, to) => reference(to + from.split('/').at(-1)),
}

async function sortFolder(): Promise<void> {
  const template = join(ROOT, 'templates', 'sort-folder', 'template.flow.json')
  const document = JSON.parse(readFileSync(template, 'utf8')) as FlowDocument
  const host = testHost({ world: { files: () => files as BlockFiles } })
  const id = host.start(document, { variables: { folder: '/in' } })
  await host.over(id)
  keep('sort-folder', 'Sort a folder', document, host.events(id))
}

const answer = (status: number): HttpAnswer =>
  ({
    status,
    headers: {},
    body: new TextEncoder().encode('{"ok":true}'),
    url: 'https://example.org/',
  }) as HttpAnswer

async function retry(): Promise<void> {
  const options = {
    retry: { times: 3, wait: '1s', backoff: 'exponential', max: '1m', jitter: true },
    onError: 'branch',
  } as const
  const document = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'ask' } },
    {
      id: 'ask',
      type: 'web/request',
      config: { url: 'https://example.org/{{ input.id }}' },
      options,
      to: { next: 'gone', error: 'said' },
    },
    {
      id: 'gone',
      type: 'web/request',
      config: { url: 'https://example.org/gone' },
      options,
      to: { error: 'said' },
    },
    { id: 'said', type: 'control/return', config: { value: '{{ input.message }}' } },
  ])
  const statuses = [503, 500, 200, 503, 502, 500, 503]
  const host = testHost({ world: { http: async () => answer(statuses.shift() ?? 404) } })
  const id = host.start(document, { input: { id: 7 } })
  await host.over(id)
  keep('retry', 'a retry', document, host.events(id))
}

async function interrupted(): Promise<void> {
  const document = flowOf([
    { id: 'start', type: 'start/manual', to: { next: ['order', 'wait'] } },
    {
      id: 'order',
      type: 'web/request',
      config: { url: 'https://example.org/orders', method: 'POST', body: '{{ input }}' },
      to: { next: 'log' },
    },
    { id: 'log', type: 'say/log', config: { text: 'Ordered' } },
    { id: 'wait', type: 'control/wait', config: { for: '1h' } },
  ])
  const disk = emptyDisk()
  const clock = handClock()
  const versions = new Map<string, FlowDocument>()
  const life = () => testHost({ disk, clock, versions, world: { http: () => new Promise(() => {}) } })
  const first = life()
  const id = first.start(document, { input: { book: 'Weaving' } })
  await settled()
  first.journal.dead = true
  clock.turn(60_000)
  const second = life()
  await second.runtime.recover()
  await settled()
  keep('interrupted', 'an interrupted run', document, second.events(id))
}

async function concurrentLoop(): Promise<void> {
  const document = flowOf(
    [
      { id: 'start', type: 'start/manual', to: { next: 'each' } },
      {
        id: 'each',
        type: 'control/for-each',
        config: { list: '{{ input }}', concurrency: 3 },
        to: { each: 'wait', next: 'end' },
      },
      { id: 'wait', type: 'control/wait', config: { for: '{{ item.for }}' }, to: { next: 'count' } },
      { id: 'count', type: 'data/change-variable', config: { name: 'seen', by: 1 } },
      { id: 'end', type: 'control/return', config: { value: '{{ [vars.seen, input] }}' } },
    ],
    { variables: [{ name: 'seen', value: 0 }] },
  )
  const host = testHost()
  const input: Json = [5, 1, 4, 1, 3, 2, 6].map((seconds) => ({ for: `${seconds}s` }))
  const id = host.start(document, { input })
  await host.over(id)
  keep('concurrent-loop', 'a concurrent loop', document, host.events(id))
}

/** One question answered while it was told, one that was late, one answered over a restart. */
async function questions(): Promise<void> {
  const asks = (id: string, config: JsonObject, to: Record<string, string>) => ({
    id,
    type: 'control/ask',
    config: { question: `${id}, {{ input }}?`, ...config },
    to,
  })
  const document = flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'early' } },
    asks('early', {}, { tell: 'wait', next: 'late' }),
    { id: 'wait', type: 'control/wait', config: { for: '5s' } },
    asks('late', { kind: 'number', within: '10s' }, { next: 'last', late: 'last' }),
    asks('last', { kind: 'choice', choices: ['Small', 'Large'], within: '2h' }, { next: 'end' }),
    { id: 'end', type: 'control/return', config: { value: '{{ [blocks.late, input] }}' } },
  ])
  const disk = emptyDisk()
  const clock = handClock()
  const versions = new Map<string, FlowDocument>()
  const askLinks = { to: (run: string, pointer: number) => `https://home.example/ask/${run}.${pointer}` }
  const life = () => testHost({ disk, clock, versions, askLinks })
  const first = life()
  const id = first.start(document, { input: 'Ada' })
  await settled()
  await first.runtime.reply(id, { answer: 'yes', by: 'link' })
  for (const ms of [5000, 10_000]) {
    clock.turn(ms)
    await settled()
  }
  await first.runtime.stop()
  clock.turn(3_600_000)
  const second = life()
  await second.runtime.recover()
  await settled()
  await second.runtime.reply(id, { answer: 'Large', by: 'browser' })
  await second.over(id)
  keep('questions', 'questions to people', document, second.events(id))
}

await sortFolder()
await retry()
await interrupted()
await concurrentLoop()
await questions()
process.exit(0)
