// Through a real proxy on this machine, for http and https.
import { createServer, type IncomingMessage, request } from 'node:http'
import { connect as netConnect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { makeCertificate } from '../../../tests/support/certificates.ts'
import { listen, serve, serveRaw, serveSecurely } from '../../../tests/support/local-web.ts'
import { makeHttp } from '../make-http.ts'

const never = new AbortController().signal
const get = (url: string, headers = {}) => ({ url, method: 'GET', headers })
const through = (proxy: string, addresses = ['any']) =>
  makeHttp({ env: {}, addresses: () => addresses, proxy: () => ({ proxy, noProxy: [] }) })

type Seen = { line: string; headers: IncomingMessage['headers'] }

/** A proxy as simple as they come: it knows one place, wherever it is asked to go. */
async function openProxy(to: () => string, status = 200): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const note = ({ method, url, headers }: IncomingMessage) => seen.push({ line: `${method} ${url}`, headers })
  const server = createServer((incoming, response) => {
    note(incoming)
    if (status !== 200) return void response.writeHead(status).end('no')
    const { hostname, port } = new URL(to())
    const { pathname } = new URL(incoming.url ?? '')
    const { method, headers } = incoming
    incoming.pipe(
      request({ hostname, port, path: pathname, method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.headers)
        answer.pipe(response)
      }),
    )
  })
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    note(incoming)
    if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`)
    const onward = netConnect(Number(new URL(to()).port), new URL(to()).hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  return { url: `http://127.0.0.1:${await listen(server)}`, seen }
}

describe('a proxy', () => {
  test('is asked for http with the whole address', async () => {
    const place = await serve(
      (incoming, response) => void response.end(`${incoming.url} ${incoming.headers.host}`),
    )
    const proxy = await openProxy(() => place)
    const answer = await through(proxy.url).http(get('http://a.example/x?y=1'), never)
    expect(Buffer.from(answer.body).toString()).toBe('/x a.example')
    expect(proxy.seen.map(({ line }) => line)).toEqual(['GET http://a.example/x?y=1'])
  })

  test('opens a way for https, and sees nothing of what goes through', async () => {
    const place = await serveSecurely(await makeCertificate(), (_request, response) => void response.end())
    const proxy = await openProxy(() => place)
    // the handshake reaches the server itself: its certificate is what is refused
    await expect(
      through(proxy.url).http(get('https://a.example/x', { authorization: 'Bearer t' }), never),
    ).rejects.toMatchObject({ code: 'http.certificate-self-signed' })
    expect(proxy.seen.map(({ line }) => line)).toEqual(['CONNECT a.example:443'])
    expect(proxy.seen[0]?.headers.authorization).toBeUndefined()
  })

  test('is told who asks, and the place is not', async () => {
    const told: IncomingMessage['headers'][] = []
    const place = await serve((incoming, response) => {
      told.push(incoming.headers)
      response.end()
    })
    const proxy = await openProxy(() => place)
    const signed = proxy.url.replace('//', '//ada:p%40ss@')
    await through(signed).http(get('http://a.example/'), never)
    const basic = `Basic ${Buffer.from('ada:p@ss').toString('base64')}`
    expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(basic)
    await through(signed)
      .http(get('https://a.example/'), never)
      .catch(() => undefined)
    expect(proxy.seen[1]?.headers['proxy-authorization']).toBe(basic)
    expect(told).toHaveLength(1)
  })

  test.each(['http:', 'https:'])('that wants a sign-in is told as such: %s', async (scheme) => {
    const proxy = await openProxy(() => '', 407)
    await expect(through(proxy.url).http(get(`${scheme}//a.example/`), never)).rejects.toMatchObject({
      code: 'http.proxy-sign-in',
      message: expect.stringContaining(new URL(proxy.url).host),
    })
  })

  test('that opens no way is told as such', async () => {
    const proxy = await openProxy(() => '', 503)
    await expect(through(proxy.url).http(get('https://a.example/'), never)).rejects.toMatchObject({
      code: 'http.proxy-refused',
      retryable: true,
      message: `The proxy ${new URL(proxy.url).host} opened no way to a.example: it answered with 503.`,
    })
  })

  test('that is not there, or is none, is told as the proxy and not as the place', async () => {
    await expect(through('http://127.0.0.1:1').http(get('http://a.example/'), never)).rejects.toMatchObject({
      code: 'http.refused',
      message: 'The proxy 127.0.0.1:1 refused the connection: nothing listens there.',
    })
    const none = await serveRaw((socket) => void socket.end('SSH-2.0-nonsense\r\n'))
    await expect(through(none).http(get('https://a.example/'), never)).rejects.toMatchObject({
      code: 'http.not-http',
      message: expect.stringMatching(/^The proxy 127/),
    })
  })

  test('is no way around the rule for addresses that are written out', async () => {
    const proxy = await openProxy(() => '')
    const { http } = through(proxy.url, ['public'])
    for (const url of ['http://169.254.169.254/', 'https://10.0.0.1/', 'http://0xa000001/'])
      await expect(http(get(url), never, { named: () => false })).rejects.toMatchObject({
        code: 'http.address-not-allowed',
      })
    expect(proxy.seen).toEqual([])
  })
})
