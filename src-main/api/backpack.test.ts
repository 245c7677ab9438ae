import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Client, KeptSnippet } from '#shared/contract'
import type { Snippet } from '#shared/snippet'
import { makeTestBlockloom, smallFlow, type TestBlockloom } from './test-support.ts'
import { makeClient } from './typed-client.ts'

let blockloom: TestBlockloom
let client: Client
beforeEach(() => {
  blockloom = makeTestBlockloom()
  client = makeClient(blockloom.router, { kind: 'command' })
})
afterEach(() => blockloom.close())

const { blocks, links } = smallFlow()
const hello: Snippet = { blockloom: 1, blocks, links }

describe('the backpack over the contract', () => {
  test('is filled, listed, read, renamed, put in order and emptied', async () => {
    const first = await client.backpack.add({ snippet: hello })
    expect(first).toMatchObject({ name: 'When I press Run', blocks: 2, notes: 0 })
    const second = await client.backpack.add({ snippet: hello, name: ' Greet ', place: 1 })
    expect(second.name).toBe('Greet')
    expect(await client.backpack.list()).toEqual([first, second])
    expect(await client.backpack.get({ id: second.id })).toEqual({ ...second, snippet: hello })
    expect(await client.backpack.rename({ id: first.id, name: 'Start' })).toEqual({ ...first, name: 'Start' })
    const moved = await client.backpack.move({ id: first.id, place: 1 })
    expect(moved.map(({ name }) => name)).toEqual(['Greet', 'Start'])
    expect(await client.backpack.delete({ id: second.id })).toMatchObject({ name: 'Greet', snippet: hello })
    expect((await client.backpack.list()).map(({ name }) => name)).toEqual(['Start'])
  })

  test('refuses what is no snippet, in words, and keeps nothing', async () => {
    const wrong = { blockloom: 1, blocks: [{ id: 'a' }], links: [] } as unknown as Snippet
    await expect(client.backpack.add({ snippet: wrong })).rejects.toMatchObject({
      ...{ code: 'flow.wrong-shape', details: { path: 'blocks[0].type' } },
    })
    await expect(client.backpack.add({ snippet: { ...hello, links: [{ ...links[0], to: 'x' }] as never } }))
      .rejects //
      .toMatchObject({ code: 'snippet.wrong-shape' })
    await expect(client.backpack.add({ snippet: hello, name: ' ' })).rejects.toMatchObject({
      ...{ code: 'api.wrong-input' },
    })
    expect(await client.backpack.list()).toEqual([])
  })

  test('names of secrets are kept as they are written', async () => {
    const text = '{{ secrets.TOKEN }}'
    const snippet: Snippet = {
      blockloom: 1,
      blocks: [{ ...blocks[1], config: { text } } as never],
      links: [],
    }
    const { id } = await client.backpack.add({ snippet })
    expect((await client.backpack.get({ id })).snippet.blocks[0]?.config).toEqual({ text })
  })

  test('whoever watches is told at once what there is, and again after every change', async () => {
    const stop = new AbortController()
    const news = (await client.backpack.watch(undefined, { signal: stop.signal }))[Symbol.asyncIterator]()
    const next = async () => ((await news.next()).value as KeptSnippet[]).map(({ name }) => name)
    expect(await next()).toEqual([])
    const { id } = await client.backpack.add({ snippet: hello, name: 'a' })
    expect(await next()).toEqual(['a'])
    const waiting = next()
    await client.backpack.rename({ id, name: 'b' })
    expect(await waiting).toEqual(['b'])
    // what was not read meanwhile comes as one
    await client.backpack.add({ snippet: hello, name: 'c' })
    await client.backpack.delete({ id })
    expect(await next()).toEqual(['c'])
    stop.abort()
  })
})
