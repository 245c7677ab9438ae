import { createHmac } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FlowDocument, JsonObject } from '#shared/flow'
import { type CalledHooks, callHooks } from '../../../tests/support/called-hooks.ts'
import { type DiskHost, diskHosts } from '../../../tests/support/disk-host.ts'
import { flowOf } from '../../../tests/support/flow-of.ts'
import { runsOf, startedBy, switchOn } from '../../../tests/support/trigger-flow.ts'

let hosts: ReturnType<typeof diskHosts>
let host: DiskHost
let hooks: CalledHooks
beforeEach(async () => {
  hosts = diskHosts()
  host = hosts.first()
  await host.triggers.start()
  hooks = await callHooks(() => host)
})
afterEach(async () => {
  await hooks.close()
  await hosts.remove()
})

const json = { 'content-type': 'application/json' }
const on = (config: JsonObject, rest?: Partial<FlowDocument>) =>
  switchOn(host, startedBy('start/webhook', { answer: 'when done', ...config }, rest))
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  hooks.call(path, { body: JSON.stringify(body), headers: { ...json, ...headers } })

type Blocks = Parameters<typeof flowOf>[0]
/** A hat and what follows it. */
const flow = (config: JsonObject, blocks: Blocks, rest?: Partial<FlowDocument>) =>
  switchOn(
    host,
    flowOf(
      [
        {
          id: 'hat',
          type: 'start/webhook',
          config: { answer: 'when done', ...config },
          to: { next: blocks[0]?.id as string },
        },
        ...blocks,
      ],
      rest,
    ),
  )

describe('a call', () => {
  test('starts a run with all that it brought', async () => {
    await on({ path: 'orders/{id}' })
    const { status, json: value } = await hooks.call('/hooks/orders/7?a=1&b=x&b=y%20z', {
      body: '{"paid":true}',
      headers: { ...json, 'X-Thing': 'Yes', constructor: 'x' },
    })
    expect(status).toBe(200)
    expect(value).toMatchObject({
      method: 'POST',
      path: '/orders/7',
      params: { id: '7' },
      query: { a: '1', b: ['x', 'y z'] },
      headers: { 'x-thing': 'Yes', 'content-type': 'application/json' },
      body: { paid: true },
    })
    expect(Object.hasOwn(value.headers, 'constructor')).toBe(false)
  })

  test('is answered at once with the run that it queued, which is on disk by then', async () => {
    const id = await on({ path: 'a', answer: 'at once' })
    const { status, json: answer } = await hooks.call('/hooks/a', { body: '' })
    expect(status).toBe(202)
    const next = hosts.crash()
    expect(await runsOf(next, id)).toMatchObject([{ id: answer.runId }])
  })

  test('finds nothing where no hat is, and the methods where one is', async () => {
    await on({ path: 'a', methods: ['POST', 'PUT'] })
    expect((await post('/hooks/b', {})).status).toBe(404)
    const { status, headers } = await hooks.call('/hooks/a')
    expect([status, headers.allow]).toEqual([405, 'POST, PUT'])
    expect((await post('/hooks/a/..%2fa', {})).json).toMatchObject({ status: 400, code: 'webhook.bad-path' })
  })

  test('that cannot be armed at an address somebody has says who', async () => {
    await on({ path: 'a' }, { name: 'First' })
    const second = await on({ path: '/a/' }, { name: 'Second' })
    expect(host.triggers.show({ flowId: second, block: 'hat' })).toMatchObject({
      state: 'failed',
      error: { code: 'webhook.address-taken', message: expect.stringContaining('"First"') },
    })
    expect((await post('/hooks/a', 1)).status).toBe(200)
  })

  test('goes to what was saved, and nowhere after it was switched off', async () => {
    const id = await on({ path: 'a', answer: 'fixed', fixed: 'old' })
    expect((await post('/hooks/a', 1)).text).toBe('old')
    const document = startedBy('start/webhook', { path: 'b', answer: 'fixed', fixed: { new: true } })
    await host.store.flows.replace(id, { ...document, id })
    const { versionId } = await host.store.flows.saveVersion(id)
    await host.triggers.saved(id, versionId)
    expect((await post('/hooks/a', 1)).status).toBe(404)
    expect((await post('/hooks/b', 1)).json).toEqual({ new: true })
    await host.triggers.switchOff(id)
    expect((await post('/hooks/b', 1)).status).toBe(404)
  })
})

describe('when the run is done', () => {
  test('its output is the answer: text, JSON, nothing', async () => {
    await flow({ path: 'text' }, [
      { id: 'r', type: 'control/return', config: { value: 'hi {{ input.body }}' } },
    ])
    await flow({ path: 'data' }, [{ id: 'r', type: 'control/return', config: { value: { n: 1 } } }])
    await flow({ path: 'stop' }, [{ id: 'r', type: 'control/return', config: { value: '{{ null }}' } }])
    const text = await post('/hooks/text', 'Ada')
    expect([text.text, text.headers['content-type']]).toEqual(['hi Ada', 'text/plain; charset=utf-8'])
    expect((await post('/hooks/data', 0)).json).toEqual({ n: 1 })
    expect((await post('/hooks/stop', 0)).status).toBe(204)
  })

  test('what "Respond" says is the answer, before the run is done', async () => {
    await flow({ path: 'a' }, [
      {
        id: 'say',
        type: 'web/respond',
        config: { status: 201, headers: { 'X-Order': '7', 'Set-Cookie': 'a=b' }, body: { ok: true } },
        to: { next: 'wait' },
      },
      { id: 'wait', type: 'control/wait', config: { for: '1h' } },
    ])
    const { status, headers, json: answer } = await post('/hooks/a', 0)
    expect([status, headers['x-order'], headers['set-cookie'], answer]).toEqual([
      201,
      '7',
      undefined,
      { ok: true },
    ])
    expect(await runsOf(host)).toMatchObject([{ status: 'waiting' }])
  })

  test('a failure says its code and nothing of the inside', async () => {
    await flow({ path: 'a' }, [
      { id: 'f', type: 'control/fail', config: { message: 'password is hunter2', code: 'order.gone' } },
    ])
    const { status, json: answer } = await post('/hooks/a', 0)
    const [run] = await runsOf(host)
    expect([status, answer]).toEqual([500, { runId: run?.id, status: 'failed', code: 'order.gone' }])
  })

  test('a failure that is tried again is no failure yet', async () => {
    await switchOn(
      host,
      flowOf([
        {
          id: 'hat',
          type: 'start/webhook',
          config: { path: 'a', answer: 'when done' },
          options: { retry: { times: 1, wait: '10s', backoff: 'fixed' } },
          to: { next: 'f' },
        },
        { id: 'f', type: 'control/fail', config: { message: 'no' } },
      ] as Blocks),
    )
    expect(await post('/hooks/a', 0)).toMatchObject({ status: 202, json: { runId: expect.any(String) } })
  })

  test('after the longest wait the run goes on and its id is the answer', async () => {
    await flow({ path: 'a' }, [{ id: 'w', type: 'control/wait', config: { for: '5m' } }])
    const answer = post('/hooks/a', 0)
    while ((await runsOf(host)).length === 0) await pause(5)
    host.clock.turn(59_000)
    expect(await Promise.race([answer, pause(50).then(() => 'waits')])).toBe('waits')
    host.clock.turn(2000)
    const [run] = await runsOf(host)
    expect(await answer).toMatchObject({ status: 202, json: { runId: run?.id } })
  })

  test('a caller who leaves does not stop the run', async () => {
    await flow({ path: 'a' }, [{ id: 'w', type: 'control/wait', config: { for: '30s' } }])
    const socket = connect(hooks.port, '127.0.0.1')
    socket.write('POST /hooks/a HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n')
    while ((await runsOf(host)).length === 0) await pause(5)
    socket.destroy()
    await pause(50)
    host.clock.turn(31_000)
    await host.settled()
    expect(await runsOf(host)).toMatchObject([{ status: 'succeeded' }])
  })

  test('a file is sent as it is; one whose path the caller wrote is not', async () => {
    const path = join(host.hooks.files.folder, '..', 'report.txt')
    const file = { path, name: 'report.txt', size: 6, type: 'text/plain' }
    await flow({ path: 'file' }, [{ id: 'r', type: 'control/return', config: { value: file } }])
    await flow({ path: 'said' }, [
      { id: 'r', type: 'web/respond', config: { headers: { 'X-A': 'b' }, body: file } },
    ])
    await flow({ path: 'echo' }, [{ id: 'r', type: 'control/return', config: { value: '{{ input.body }}' } }])
    await flow({ path: 'echo2' }, [{ id: 'r', type: 'web/respond', config: { body: '{{ input.body }}' } }])
    expect((await post('/hooks/file', 0)).status).toBe(500)
    await host.hooks.files.forRun('run_x').save('f', 'text/plain', (async function* () {})())
    writeFileSync(path, 'secret')
    for (const at of ['file', 'said'])
      expect(await post(`/hooks/${at}`, 0)).toMatchObject({ status: 200, text: 'secret' })
    for (const at of ['echo', 'echo2']) expect((await post(`/hooks/${at}`, file)).json).toEqual(file)
    const sent = await hooks.call('/hooks/echo', { body: 'bytes', headers: { 'content-type': 'image/png' } })
    expect([sent.text, sent.headers['content-type']]).toEqual(['bytes', 'image/png'])
  })
})

describe('an answer', () => {
  test('can do nothing in a browser, whatever the flow puts into it', async () => {
    await flow({ path: 'a', methods: ['GET'] }, [
      {
        id: 'r',
        type: 'web/respond',
        config: {
          headers: {
            'Content-Type': 'text/html',
            'Content-Security-Policy': "default-src *; script-src 'unsafe-inline'",
            'Access-Control-Allow-Origin': '*',
            'Service-Worker-Allowed': '/',
            'Clear-Site-Data': '"*"',
          },
          body: '<script>fetch("/api/v1/flows")</script>',
        },
      },
    ])
    const { headers } = await hooks.call('/hooks/a')
    expect(headers).toMatchObject({
      'content-type': 'text/html',
      'content-security-policy': 'sandbox',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
    for (const name of [
      'access-control-allow-origin',
      'service-worker-allowed',
      'clear-site-data',
      'set-cookie',
    ])
      expect(headers[name]).toBeUndefined()
  })

  test('of a page of another site is refused, but for those that the hat names', async () => {
    await on({ path: 'a', methods: ['ANY'] })
    await on({ path: 'open', methods: ['POST'], origins: ['https://Shop.example/'] })
    const from = (origin: string) => ({ origin, 'content-type': 'text/plain' })
    const call = (path: string, headers: Record<string, string>) => hooks.call(path, { body: 'x', headers })
    for (const origin of ['https://evil.example', 'null', 'http://localhost:1'])
      for (const path of ['/hooks/a', '/hooks/open'])
        expect((await call(path, from(origin))).json).toMatchObject({
          status: 403,
          code: 'webhook.wrong-origin',
        })
    expect((await call('/hooks/a', from(`http://127.0.0.1:${hooks.port}`))).status).toBe(200)
    const good = await call('/hooks/open', from('https://shop.example'))
    expect([good.status, good.headers['access-control-allow-origin']]).toEqual([200, 'https://shop.example'])
    const asks = (origin: string) => ({ origin, 'access-control-request-method': 'POST' })
    const preflight = { method: 'OPTIONS', headers: asks('https://shop.example') }
    expect((await hooks.call('/hooks/open', preflight)).status).toBe(204)
    expect(
      (await hooks.call('/hooks/open', { ...preflight, headers: asks('https://evil.example') })).status,
    ).toBe(405)
    const picture = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }
    expect((await hooks.call('/hooks/a', { headers: picture })).status).toBe(403)
    const link = {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    }
    expect((await hooks.call('/hooks/a', { headers: { ...link, 'sec-fetch-user': '?1' } })).status).toBe(200)
    expect((await hooks.call('/hooks/a', { headers: link })).status).toBe(403)
  })
})

describe('who may call', () => {
  const sign = (body: string, key = 'hush') =>
    `sha256=${createHmac('sha256', key).update(body).digest('hex')}`

  test('is known by a secret, which is in no run, and may be another one from now on', async () => {
    await host.store.secrets.set('HOOK', { value: 'canary-1234567' })
    const id = await on({ path: 'a', auth: { kind: 'token', secret: '{{ secrets.HOOK }}' } })
    expect((await post('/hooks/a', 1)).headers['www-authenticate']).toBe('Bearer')
    const call = (token: string) =>
      post('/hooks/a', 1, { authorization: `Bearer ${token}`, cookie: 'blockloom_4321=s; a=b' })
    expect((await call('canary-123456')).status).toBe(401)
    const { json: value } = await call('canary-1234567')
    expect(value.headers).toMatchObject({ authorization: '[hidden]', cookie: 'a=b' })
    await host.store.secrets.set('HOOK', { value: 'another-7654321' })
    expect((await call('canary-1234567')).status).toBe(401)
    expect((await call('another-7654321')).status).toBe(200)
    expect(JSON.stringify(await runsOf(host, id))).not.toMatch(/canary|another/)
  })

  test('cannot be known without the secret: every call is refused and the hat says why', async () => {
    const id = await on({ path: 'a', auth: { kind: 'github', secret: '{{ secrets.GONE }}' } })
    const hat = { flowId: id, block: 'hat' }
    expect(await post('/hooks/a', 1)).toMatchObject({ status: 503, headers: { 'retry-after': '60' } })
    expect(host.triggers.show(hat)).toMatchObject({ state: 'failed', error: { code: 'secret.missing' } })
    await host.store.secrets.set('GONE', { value: 'hush-hush' })
    host.clock.turn(1000)
    await host.settled()
    const call = () =>
      hooks.call('/hooks/a', {
        body: '1',
        headers: { ...json, 'x-hub-signature-256': sign('1', 'hush-hush') },
      })
    expect((await call()).status).toBe(200)
    await host.store.secrets.delete('GONE')
    expect((await call()).status).toBe(503)
    expect(host.triggers.show(hat)).toMatchObject({ state: 'failed', error: { code: 'secret.missing' } })
  })

  test('is checked before anything is made of the body, of its very bytes', async () => {
    const id = await on({ path: 'a', auth: { kind: 'github', secret: 'hush' } })
    const call = (body: string, signature: string) =>
      hooks.call('/hooks/a', { body, headers: { ...json, 'x-hub-signature-256': signature } })
    expect((await call('{"broken', sign('other'))).status).toBe(401)
    expect((await call('{"broken', sign('{"broken'))).status).toBe(400)
    expect((await call('{"a": 1}', sign('{"a":1}'))).status).toBe(401)
    expect(await runsOf(host, id)).toEqual([])
    expect((await call('{"a": 1}', sign('{"a": 1}'))).json.headers['x-hub-signature-256']).toBe('[hidden]')
  })

  test('Slack is told its challenge, once its signature is right', async () => {
    const id = await on({ path: 'a', auth: { kind: 'slack', secret: 'hush' } })
    const body = '{"type":"url_verification","challenge":"3eZbrw1aB"}'
    const t = String(host.clock.now() / 1000)
    const v0 = createHmac('sha256', 'hush').update(`v0:${t}:${body}`).digest('hex')
    const headers = { ...json, 'x-slack-request-timestamp': t }
    const good = { ...headers, 'x-slack-signature': `v0=${v0}` }
    expect((await hooks.call('/hooks/a', { body, headers: good })).text).toBe('3eZbrw1aB')
    expect((await hooks.call('/hooks/a', { body, headers })).status).toBe(401)
    expect(await runsOf(host, id)).toEqual([])
  })

  test('nobody in particular is fine on this machine, and a warning where others reach it', async () => {
    const id = await on({ path: 'a' })
    const show = () => host.triggers.show({ flowId: id, block: 'hat' })
    expect(show().warning).toBeUndefined()
    host.store.settings.set('publicHosts', ['Home.example'])
    host.hooks.readSettings()
    expect(show()).toMatchObject({
      address: 'https://home.example/hooks/a',
      warning: expect.stringContaining('Anybody'),
    })
  })
})

describe('the same delivery again', () => {
  const keys: [string, Record<string, string>, JsonObject][] = [
    ['none', { 'idempotency-key': 'one' }, {}],
    ['none', { 'idempotency-key': 'x'.repeat(5000) }, {}],
  ]
  test.each(keys)('starts no second run, over a crash too (%s, %o)', async (kind, headers, body) => {
    const id = await on({ path: 'a', answer: 'at once', auth: { kind } })
    const first = await post('/hooks/a', body, headers)
    expect(await post('/hooks/a', body, headers)).toMatchObject({ status: 202, json: first.json })
    await host.settled()
    host = hosts.crash()
    await host.runtime.recover()
    await host.triggers.start()
    expect(await post('/hooks/a', body, headers)).toMatchObject({ status: 202, json: first.json })
    expect(await runsOf(host, id)).toHaveLength(1)
    expect((await post('/hooks/a', body)).json).not.toEqual(first.json)
  })

  test('waits for the run of the first one while it goes on', async () => {
    await flow({ path: 'a' }, [
      { id: 'w', type: 'control/wait', config: { for: '10s' }, to: { next: 'r' } },
      { id: 'r', type: 'control/return', config: { value: 'done' } },
    ])
    const calls = [1, 2, 3].map(() => post('/hooks/a', 0, { 'idempotency-key': 'k' }))
    await pause(100)
    host.clock.turn(11_000)
    expect((await Promise.all(calls)).map(({ text }) => text)).toEqual(['done', 'done', 'done'])
    expect(await runsOf(host)).toHaveLength(1)
    const late = await post('/hooks/a', 0, { 'idempotency-key': 'k' })
    expect(late.status).toBe(202)
  })

  test.each([
    ['github', 'x-github-delivery', undefined],
    ['standard-webhooks', 'webhook-id', undefined],
    ['shopify', 'x-shopify-webhook-id', undefined],
    ['shopify', 'x-shopify-event-id', undefined],
    ['stripe', undefined, 'id'],
    ['slack', undefined, 'event_id'],
  ])('is known by what %s sends along', async (kind, header, field) => {
    const secret = 'c2VjcmV0'
    const id = await on({ path: 'a', answer: 'at once', auth: { kind, secret } })
    const t = String(Math.floor(host.clock.now() / 1000))
    const send = (n: string) => {
      const body = JSON.stringify(field ? { [field]: n } : { n: 1 })
      const mac = (before: string, encoding: 'hex' | 'base64', key: string | Buffer = secret) =>
        createHmac('sha256', key).update(`${before}${body}`).digest(encoding)
      const signatures: Record<string, Record<string, string>> = {
        github: { 'x-hub-signature-256': `sha256=${mac('', 'hex')}` },
        shopify: { 'x-shopify-hmac-sha256': mac('', 'base64') },
        stripe: { 'stripe-signature': `t=${t},v1=${mac(`${t}.`, 'hex')}` },
        slack: { 'x-slack-request-timestamp': t, 'x-slack-signature': `v0=${mac(`v0:${t}:`, 'hex')}` },
        'standard-webhooks': {
          'webhook-timestamp': t,
          'webhook-signature': `v1,${mac(`${n}.${t}.`, 'base64', Buffer.from(secret, 'base64'))}`,
        },
      }
      const headers = { ...json, ...signatures[kind], ...(header && { [header]: n }) }
      return hooks.call('/hooks/a', { body, headers })
    }
    const runs = [await send('one'), await send('one'), await send('two')].map(({ status, json }) => {
      expect(status).toBe(202)
      return json.runId
    })
    expect(runs[1]).toBe(runs[0])
    expect(runs[2]).not.toBe(runs[0])
    expect(await runsOf(host, id)).toHaveLength(2)
  })
})

describe('too much', () => {
  test('for the limit of the hat is dropped with 429, or waits for its turn', async () => {
    await on({ path: 'drops', answer: 'at once', atMost: 2, per: '1m', beyond: 'drop' })
    await on({ path: 'waits', answer: 'at once', atMost: 2, per: '1m', beyond: 'queue' })
    const statuses = async (path: string) => {
      const all = [await post(path, 1), await post(path, 1), await post(path, 1)]
      return all.map(({ status, headers }) => [status, headers['retry-after']])
    }
    expect(await statuses('/hooks/drops')).toEqual([
      [202, undefined],
      [202, undefined],
      [429, '60'],
    ])
    expect(await statuses('/hooks/waits')).toEqual([
      [202, undefined],
      [202, undefined],
      [202, undefined],
    ])
  })

  test('for a flow that skips what overlaps is a conflict', async () => {
    await flow({ path: 'a', answer: 'at once' }, [{ id: 'w', type: 'control/wait', config: { for: '1m' } }], {
      settings: { overlap: 'skip' },
    })
    expect((await post('/hooks/a', 1)).status).toBe(202)
    await host.settled()
    expect((await post('/hooks/a', 1)).json).toMatchObject({ status: 409, code: 'webhook.skipped' })
  })

  test('for what may wait at once is 503, and who was taken is answered', async () => {
    host.store.settings.set('webhooks', { calls: 3 })
    host.hooks.readSettings()
    await flow({ path: 'a' }, [{ id: 'w', type: 'control/wait', config: { for: '10s' } }], {
      settings: { overlap: 'parallel', concurrency: 10 },
    })
    const calls = [1, 2, 3].map(() => post('/hooks/a', 0))
    await pause(100)
    expect(await post('/hooks/a', 0)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    host.clock.turn(11_000)
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await runsOf(host)).toHaveLength(3)
    const next = post('/hooks/a', 0)
    await pause(50)
    host.clock.turn(11_000)
    expect((await next).status).toBe(200)
  })

  test('for the runs that may be under way is 503', async () => {
    host.store.settings.set('webhooks', { runs: 2 })
    host.hooks.readSettings()
    await flow({ path: 'a', answer: 'at once' }, [{ id: 'w', type: 'control/wait', config: { for: '10s' } }])
    const statuses = [await post('/hooks/a', 0), await post('/hooks/a', 0), await post('/hooks/a', 0)]
    expect(statuses.map(({ status }) => status)).toEqual([202, 202, 503])
  })
})

describe('while nothing may start', () => {
  test('calls are told to come again, over a restart too', async () => {
    const id = await on({ path: 'a' })
    await host.triggers.pause()
    const resting = { status: 503, headers: { 'retry-after': '60' }, json: { code: 'webhook.resting' } }
    expect(await post('/hooks/a', 1)).toMatchObject(resting)
    host = await hosts.restart(host)
    await host.triggers.start()
    expect(await post('/hooks/a', 1)).toMatchObject(resting)
    await host.triggers.goOn()
    expect((await post('/hooks/a', 1)).status).toBe(200)
    await host.runtime.stopAll()
    expect((await post('/hooks/a', 1)).status).toBe(503)
    await host.triggers.follow()
    expect(await post('/hooks/a', 1)).toMatchObject(resting)
    await host.triggers.switchOff(id)
    expect((await post('/hooks/a', 1)).status).toBe(404)
  })
})

test('a flood of calls to a slow flow: who is taken is answered soon, the others at once', async () => {
  await flow({ path: 'a' }, [{ id: 'w', type: 'control/wait', config: { for: '20ms' } }])
  const seen: { status: number; ms: number }[] = []
  const send = async () => {
    const from = host.clock.monotonic()
    const { status } = await post('/hooks/a', 0)
    seen.push({ status, ms: host.clock.monotonic() - from })
  }
  // ten times what it can do, for two seconds of its clock: 50 runs in a second, one at a time
  const all: Promise<void>[] = []
  for (let step = 0; step < 100; step++) {
    for (let i = 0; i < 10; i++) all.push(send())
    await pause(5)
    host.clock.turn(20)
    await host.settled()
  }
  for (let step = 0; step < 400 && seen.length < all.length; step++) {
    host.clock.turn(20)
    await host.settled()
  }
  await Promise.all(all)
  const taken = seen.filter(({ status }) => status === 200).sort((a, b) => a.ms - b.ms)
  expect(seen.filter(({ status }) => status === 503).length).toBe(seen.length - taken.length)
  expect(taken.length).toBeGreaterThan(64)
  expect(taken.length).toBeLessThan(300)
  expect(await runsOf(host)).toHaveLength(taken.length)
})
