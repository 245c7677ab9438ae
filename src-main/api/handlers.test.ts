import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Client } from '#shared/contract'
import { contract } from '#shared/contract'
import { AppError } from '#shared/error'
import { type FlowDocument, formatFlow } from '#shared/flow'
import { makeTestBlockloom, smallFlow, type TestBlockloom } from './test-support.ts'
import { makeClient } from './typed-client.ts'

let blockloom: TestBlockloom
let client: Client
beforeEach(() => {
  blockloom = makeTestBlockloom()
  client = makeClient(blockloom.router, { kind: 'command' })
})
afterEach(() => blockloom.close())

const refused = async (call: PromiseLike<unknown>): Promise<AppError> => {
  const error = await Promise.resolve(call).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof AppError) return error
  throw new Error('was not refused with an AppError', { cause: error })
}

describe('flows', () => {
  test('are made, listed with their problems, changed, saved and deleted', async () => {
    const made = await client.flows.create({ document: smallFlow() })
    expect(made).toMatchObject({ name: 'Say hello', revision: 0, version: 0, problems: 0, problemList: [] })
    const broken = { ...smallFlow('Broken'), links: [{ from: 'b1', out: 'next', to: 'nowhere' }] }
    await client.flows.create({ document: broken })

    const { items } = await client.flows.list({})
    expect(items.map(({ name }) => name).sort()).toEqual(['Broken', 'Say hello'])
    expect(items.find(({ name }) => name === 'Broken')?.problems).toBeGreaterThan(0)

    const edit = { do: 'rename-block', id: 'b2', name: 'Greet' } as const
    const answer = await client.flows.edit({ id: made.id, base: 0, edits: [edit], client: 'me' })
    expect(answer).toEqual({ revision: 1, missed: [], skipped: [] })
    expect((await client.flows.get({ id: made.id })).document.blocks[1]?.name).toBe('Greet')
    expect(await client.flows.saveVersion({ id: made.id })).toMatchObject({ version: 1 })

    await client.flows.delete({ id: made.id })
    expect((await refused(client.flows.get({ id: made.id }))).code).toBe('flow.not-found')
  })

  test('count their problems anew after an edit', async () => {
    const { id } = await client.flows.create({ document: smallFlow() })
    expect((await client.flows.list({})).items[0]?.problems).toBe(0)
    await client.flows.edit({ id, base: 0, edits: [{ do: 'remove-block', id: 'b1' }], client: 'me' })
    expect((await client.flows.list({})).items[0]?.problems).toBeGreaterThan(0)
  })

  test('say which flow they name that is not there, and count it while it is not', async () => {
    const alarm = {
      id: 'b1',
      type: 'start/flow-failed',
      version: 1,
      name: 'Alarm',
      config: { flows: ['Backup'] },
    }
    const document: FlowDocument = { ...smallFlow('Watch'), blocks: [alarm, ...smallFlow().blocks.slice(1)] }
    const { id, problemList } = await client.flows.create({ document })
    const told = {
      code: 'flow.missing',
      severity: 'warning',
      message: '"Alarm" names the flow "Backup", and there is none here.',
      fix: 'Choose another one under "Flows", or bring that flow here first.',
      block: 'b1',
      path: 'config.flows[0]',
    }
    expect(problemList).toEqual([told])
    const text = JSON.stringify(document)
    expect((await client.flows.validate({ text })).problems).toEqual([told])
    const counted = async () => (await client.flows.list({})).items.find((flow) => flow.id === id)?.problems
    expect(await counted()).toBe(1)
    const backup = await client.flows.create({ document: smallFlow('Backup') })
    expect(await counted()).toBe(0)
    expect(await client.flows.find({ words: ['Backup', backup.id, 'no'] })).toEqual([
      backup.id,
      backup.id,
      null,
    ])
    await client.flows.delete({ id: backup.id })
    expect(await counted()).toBe(1)
    expect((await client.flows.validate({ text })).problems).toEqual([told])
  })

  test.each([
    ['a document without blocks', { format: 1, name: 'x' }, 'flow.wrong-shape'],
    ['a list', [], 'flow.wrong-shape'],
    ['another format', { format: 9, name: 'x', blocks: [], links: [] }, 'flow.unknown-format'],
    [
      'a key that reaches a prototype',
      JSON.parse('{"format":1,"name":"x","blocks":[],"links":[],"__proto__":{}}'),
      'flow.forbidden-key',
    ],
  ])('refuse %s and keep nothing', async (_what, document, code) => {
    expect((await refused(client.flows.create({ document: document as unknown as FlowDocument }))).code).toBe(
      code,
    )
    expect((await client.flows.list({})).items).toEqual([])
  })

  test('refuse edits of a wrong shape', async () => {
    const { id } = await client.flows.create({ document: smallFlow() })
    const edits = [{ do: 'rename-block', id: 'b2', name: 7 }] as never
    expect((await refused(client.flows.edit({ id, base: 0, edits, client: 'me' }))).code).toBe(
      'flow.wrong-edit',
    )
  })

  test('are imported: asked about, replaced as a new version, or copied', async () => {
    const text = formatFlow({ ...smallFlow(), id: 'flw_fixed' })
    const first = await client.flows.import({ text })
    expect(first).toMatchObject({ id: 'flw_fixed', version: 1 })
    expect((await refused(client.flows.import({ text }))).code).toBe('flow.exists')
    const changed = formatFlow({ ...smallFlow('Say hi'), id: 'flw_fixed' })
    expect(await client.flows.import({ text: changed, ifExists: 'replace' })).toMatchObject({
      id: 'flw_fixed',
      version: 2,
    })
    const copy = await client.flows.import({ text, ifExists: 'copy' })
    expect(copy.id).not.toBe('flw_fixed')
    expect(copy.name).toBe('Say hello (copy)')
  })

  test('are exported as a file that can be imported again', async () => {
    const { id } = await client.flows.create({ document: smallFlow('Über: Ordner/1') })
    const { name, text } = await client.flows.export({ id })
    expect(name).toBe('über-ordner-1.flow.json')
    expect(JSON.parse(text)).toMatchObject({ id, name: 'Über: Ordner/1' })
  })

  test('say all problems of a broken file at once, and of one that cannot be read where it breaks', async () => {
    const { problems } = await client.flows.validate({ text: '{"format": 1,' })
    expect(problems).toMatchObject([{ code: 'flow.broken-json', line: 1 }])
  })
})

describe('runs', () => {
  test('start from a version of the draft and answer at once', async () => {
    const { id } = await client.flows.create({ document: smallFlow() })
    const run = await client.flows.run({ id, input: { a: 1 } })
    expect(run).toMatchObject({
      flowId: id,
      status: 'running',
      durationMs: null,
      trigger: { value: { a: 1 } },
    })
    expect((await client.flows.get({ id })).version).toBe(1)
    expect((await client.runs.get({ id: run.id })).document).toMatchObject({ name: 'Say hello' })
  })

  test('are waited for when asked, and given as they stand when that takes too long', async () => {
    const waited = client.runs.start({ document: smallFlow(), wait: '20s' })
    let id = ''
    await expect.poll(async () => (id = (await client.runs.list({})).items[0]?.id ?? '')).not.toBe('')
    blockloom.runtime.end(id)
    expect(await waited).toMatchObject({ id, status: 'succeeded', output: { moved: 3 }, durationMs: 10 })
    expect(await client.runs.start({ document: smallFlow(), wait: '1ms' })).toMatchObject({
      status: 'running',
    })
  })

  test('refuse a wait that is no time or too long', async () => {
    const document = smallFlow()
    expect((await refused(client.runs.start({ document, wait: 'soon' }))).code).toBe('duration.invalid')
    expect((await refused(client.runs.start({ document, wait: '1d' }))).message).toBe(
      '`wait` must be at most 10m.',
    )
    expect((await client.runs.list({})).items).toEqual([])
  })

  test('are cancelled once; cancelling what is over changes nothing', async () => {
    const { id } = await client.runs.start({ document: smallFlow() })
    expect(await client.runs.cancel({ id })).toMatchObject({ status: 'cancelled' })
    expect(await client.runs.cancel({ id })).toMatchObject({ status: 'cancelled' })
    expect((await refused(client.runs.cancel({ id: 'run_none' }))).code).toBe('run.not-found')
  })

  test('keep apart in the history what has no id', async () => {
    const first = await client.runs.start({ document: smallFlow('One') })
    const again = await client.runs.start({ document: smallFlow('One') })
    const other = await client.runs.start({ document: smallFlow('Two') })
    expect(again.flowId).toBe(first.flowId)
    expect(other.flowId).not.toBe(first.flowId)
  })
})

describe('folders', () => {
  test('are listed inside the allowed ones, without hidden ones and files', async () => {
    for (const name of ['b', 'a', '.hidden', 'a/inner']) mkdirSync(join(blockloom.folder, name))
    writeFileSync(join(blockloom.folder, 'file.txt'), '')
    const top = await client.folders.list({})
    expect(top.folders.map(({ name }) => name).filter((name) => name.length === 1)).toEqual(['a', 'b'])
    expect(top.parent).toBeNull()
    const inner = await client.folders.list({ path: join(blockloom.folder, 'a') })
    expect(inner).toMatchObject({ parent: top.path, folders: [{ name: 'inner' }] })
  })

  test.each(['/', '/etc', '../..', '~'])('are refused outside: %s', async (path) => {
    const { code } = await refused(
      client.folders.list({ path: path.startsWith('/') ? path : join(blockloom.folder, path) }),
    )
    expect(['folder.not-allowed', 'folder.not-found']).toContain(code)
  })

  test('are refused where a link leads outside', async () => {
    symlinkSync('/etc', join(blockloom.folder, 'way-out'))
    const path = join(blockloom.folder, 'way-out')
    expect((await refused(client.folders.list({ path }))).code).toBe('folder.not-allowed')
  })
})

describe('templates', () => {
  test('are read from their folder; a broken one is left out and said', async () => {
    for (const [name, text] of [
      ['good', formatFlow(smallFlow('Good'))],
      ['broken', '{'],
    ] as const) {
      mkdirSync(join(blockloom.folder, 'templates', name), { recursive: true })
      writeFileSync(join(blockloom.folder, 'templates', name, 'template.flow.json'), text)
    }
    expect(await client.templates.list()).toMatchObject([{ name: 'good', title: 'Good' }])
    expect(blockloom.bugs.map(({ where }) => where)).toEqual(['template broken'])
  })
})

describe('every operation', () => {
  test('says which permission it needs', () => {
    const operations = Object.values(contract).flatMap((domain) => Object.values(domain))
    expect(operations.length).toBeGreaterThan(20)
    for (const operation of operations)
      expect(['see', 'run', 'edit', 'admin']).toContain(operation['~orpc'].meta.permission)
  })

  test('is refused to a caller that nobody knows', async () => {
    const stranger = makeClient(blockloom.router, { kind: 'stranger' as never })
    expect((await refused(stranger.system.info())).code).toBe('api.not-allowed')
  })

  test('names the wrong place of its input in one sentence', async () => {
    const error = await refused(client.flows.list({ limit: 1000 }))
    expect(error).toMatchObject({ code: 'api.wrong-input', message: '`limit` must be at most 500.' })
    const nameless = await refused(client.tokens.create({ name: '' }))
    expect(nameless.message).toBe('`name` must not be empty.')
    expect((await refused(client.runs.list({ status: 'odd' as never }))).message).toMatch(
      /^`status` must be one of "queued"/,
    )
    expect((await refused(client.flows.get({} as never))).message).toBe('`id` must be text.')
    expect((await refused(client.flows.get(undefined as never))).message).toBe('The input must be an object.')
  })

  test('hides what went wrong inside, and tells the log', async () => {
    blockloom.store.flows.get = () => Promise.reject(new TypeError('secret path /home/me/x'))
    const error = await refused(client.flows.get({ id: 'x' }))
    expect(error.code).toBe('system.inside-error')
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(blockloom.bugs).toMatchObject([
      { where: 'flows.get', error: { message: 'secret path /home/me/x' } },
    ])
  })
})
