// The settings of the network, on the composed program: what flows may ask, and through what.

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Json } from '#shared/flow'
import { type Blockloom, compose } from '../../src-main/compose.ts'
import { flowOf } from '../support/flow-of.ts'
import { listen, serve } from '../support/local-web.ts'

const root = join(import.meta.dirname, '..', '..')
let folder: string
let blockloom: Blockloom
const open = () => compose({ folder: join(folder, 'data'), host: 'serve', root })
const client = () => blockloom.client('command')

const asking = (url: string, variables: object[] = []) => ({
  ...flowOf([
    { id: 'start', type: 'start/manual', to: { next: 'ask' } },
    { id: 'ask', type: 'web/request', config: { url }, to: { next: 'body' } },
    { id: 'body', type: 'control/return', config: { value: '{{ input.body }}' } },
  ]),
  ...(variables.length > 0 && { variables: variables as never }),
})
const ask = (url: string, input: Json = null, variables: object[] = []) =>
  client().runs.start({ document: asking(url, variables), input, wait: '20s' })
const hello = () => serve((_request, response) => void response.end('hello'))

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'blockloom-network-'))
  blockloom = await open()
})
afterEach(async () => {
  await blockloom.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('what flows may ask', () => {
  test('of this machine: what stands in the flow as text, never what comes out of a value', async () => {
    const url = await hello()
    expect(await ask(`${url}/{{ input }}`, 'a')).toMatchObject({ output: 'hello' })
    expect(await ask('{{ vars.base }}/a', null, [{ name: 'base', value: url }])).toMatchObject({
      output: 'hello',
    })
    const refused = await ask('{{ input }}', url)
    expect(refused).toMatchObject({ status: 'failed', error: { code: 'http.address-not-allowed' } })
    expect(refused.error?.fix).toContain('blockloom settings set allowedAddresses public named 127.0.0.1')
  })

  test('is what the setting says, at once and over a restart', async () => {
    const url = await hello()
    expect((await client().system.settings()).allowedAddresses).toEqual(['public', 'named'])
    await client().system.changeSettings({ allowedAddresses: ['public', '127.0.0.0/8'] })
    for (let host = 0; host < 2; host++) {
      expect(await ask('{{ input }}', url)).toMatchObject({ output: 'hello' })
      await blockloom.close()
      blockloom = await open()
    }
    await client().system.changeSettings({ allowedAddresses: [] })
    expect(await ask(url)).toMatchObject({ error: { code: 'http.address-not-allowed' } })
    blockloom.store.settings.set('allowedAddresses', 'what is this')
    expect(await ask(url)).toMatchObject({ error: { code: 'http.address-not-allowed' } })
  })

  test.each([['sometimes'], ['10.0.0.0/99'], ['example.org'], ['']])('%s cannot be set', async (one) => {
    const change = client().system.changeSettings({ allowedAddresses: [one] })
    await expect(change).rejects.toMatchObject({ code: 'api.wrong-input' })
  })
})

describe('the proxy', () => {
  const openProxy = async () => {
    const server = createServer((request, response) => void response.end(`through ${request.url}`))
    return `http://127.0.0.1:${await listen(server)}`
  }

  test('of the setting is used, except for what it leaves out and for this machine', async () => {
    const url = await hello()
    await client().system.changeSettings({ proxy: await openProxy() })
    expect(await ask('http://a.invalid/x')).toMatchObject({ output: 'through http://a.invalid/x' })
    expect(await ask(url)).toMatchObject({ output: 'hello' })
    await client().system.changeSettings({ noProxy: ['invalid'] })
    expect(await ask('http://a.invalid/x')).toMatchObject({ error: { code: 'http.no-such-host' } })
    await client().system.changeSettings({ proxy: null, noProxy: [] })
    expect(await client().system.settings()).toMatchObject({ proxy: null, noProxy: [] })
  })

  test.each(['socks5://proxy:1080', 'http://ada:secret@proxy:3128', 'proxy'])(
    '%s cannot be set',
    async (proxy) => {
      await expect(client().system.changeSettings({ proxy })).rejects.toMatchObject({
        code: 'api.wrong-input',
      })
    },
  )
})
