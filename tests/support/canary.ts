import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** The forms of a value that are searched for; made by other means than the mask makes its own. */
export function formsOf(value: string): Map<string, Buffer> {
  const forms = new Map([
    ['raw', value],
    ['in JSON', JSON.stringify(value).slice(1, -1)],
    ['URL-encoded', encodeURIComponent(value)],
    ['URL-encoded, lower case', encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase())],
    ['as a form', new URLSearchParams([['', value]]).toString().slice(1)],
    ['in hexadecimal', Buffer.from(value).toString('hex')],
  ])
  for (const before of ['', 'x', 'xy']) {
    const skipped = Math.ceil((before.length * 4) / 3)
    const whole = Buffer.from(before + value)
    const sure = Math.floor((whole.length * 4) / 3)
    forms.set(`in base64 behind "${before}"`, whole.toString('base64').slice(skipped, sure))
    forms.set(`in base64url behind "${before}"`, whole.toString('base64url').slice(skipped, sure))
  }
  return new Map([...forms].map(([name, form]) => [name, Buffer.from(form)]))
}

/** The names of the forms in which a value stands somewhere. */
export function findIn(where: string | Uint8Array, value: string): string[] {
  const bytes = Buffer.from(where as string)
  return [...formsOf(value)].filter(([, form]) => bytes.includes(form)).map(([name]) => name)
}

/** The files under a folder that hold it, with the forms. */
export function filesWith(folder: string, value: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => findIn(readFileSync(path), value).map((form) => `${path}: ${form}`))
}

/** A server that gives back what it was sent, in as many forms as it can. */
export async function startEcho() {
  const heard: { path: string; headers: IncomingMessage['headers']; body: string }[] = []
  let held: ((response: ServerResponse) => void) | null = null
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const path = request.url ?? ''
    heard.push({ path, headers: request.headers, body })
    const all = `${request.method} ${path} ${JSON.stringify(request.headers)} ${body}`
    if (path.startsWith('/cut')) return void request.socket.destroy()
    if (path.startsWith('/hold')) return void (held ? held(response) : undefined)
    if (path.startsWith('/fail'))
      return void response.writeHead(500, { 'x-echo': encodeURIComponent(all).slice(0, 4000) }).end(all)
    if (path.startsWith('/go'))
      return void response.writeHead(302, { location: path.replace('/go', '/echo') }).end()
    response.setHeader('content-type', 'application/json')
    response.end(
      JSON.stringify({
        ...echoes(all, request.headers.authorization ?? ''),
        headers: request.headers,
        path,
        body,
      }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    /** told of the next request to /hold, which is never answered by itself */
    onHold(then: (response: ServerResponse) => void) {
      held = then
    },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

const echoes = (all: string, authorization: string) => ({
  text: all,
  [authorization]: 'as a key',
  nested: [[{ json: JSON.stringify({ all: JSON.stringify(all) }) }]],
  url: encodeURIComponent(all),
  form: new URLSearchParams({ all }).toString(),
  html: `<p title="${all.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">`,
  hex: Buffer.from(all).toString('hex'),
  base64: ['', 'x', 'xy'].map((before) => Buffer.from(before + all).toString('base64')),
  base64url: ['', 'x', 'xy'].map((before) => Buffer.from(before + all).toString('base64url')),
  large: `${'x'.repeat(150_000)}${all}${'y'.repeat(150_000)}`,
})
