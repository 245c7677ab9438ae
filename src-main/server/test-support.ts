import { mkdirSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import type { AskDoor } from '../api/ask-door.ts'
import { makeTestBlockloom, type TestBlockloom } from '../api/test-support.ts'
import type { ServedHooks } from './hooks-route.ts'
import { type RunningServer, type ServeOptions, startServer } from './serve.ts'

export type TestServer = TestBlockloom & {
  server: RunningServer
  /** a fresh token's text */
  token(): Promise<string>
  /** signs a browser in. @returns its cookie */
  signIn(): Promise<string>
  stop(): Promise<void>
}

/** A real server on a free port, over a real store and a small built studio. */
export async function startTestServer({
  askDoor,
  hooks,
  ...options
}: Partial<ServeOptions> & { askDoor?: AskDoor; hooks?: ServedHooks } = {}): Promise<TestServer> {
  const blockloom = { ...makeTestBlockloom(), askDoor, hooks }
  const studioFolder = join(blockloom.folder, 'studio')
  mkdirSync(join(studioFolder, 'assets'), { recursive: true })
  writeFileSync(join(studioFolder, 'index.html'), '<!doctype html><title>Studio</title>')
  writeFileSync(join(studioFolder, 'assets', 'index-a1b2c3.js'), 'console.log(1)')
  writeFileSync(join(studioFolder, 'assets', 'inter-latin-wght-normal-a1b2.woff2'), 'wOF2')
  writeFileSync(join(blockloom.folder, 'secret.txt'), 'secret')
  const server = await startServer({ blockloom, host: '127.0.0.1', port: 0, studioFolder, ...options })
  return {
    ...blockloom,
    server,
    token: async () => (await blockloom.store.tokens.create('test', null)).text,
    async signIn() {
      const { headers } = await ask(
        server,
        new URL(server.signInLink()).pathname + new URL(server.signInLink()).search,
      )
      return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    },
    async stop() {
      await server.close()
      await blockloom.close()
    },
  }
}

export type Asked = { method?: string; headers?: Record<string, string>; body?: string | Uint8Array }
export type Answered = { status: number; headers: IncomingHttpHeaders; text: string; json: never }

/**
 * One request as it is written: unlike fetch it sends any Host and Origin, leaves paths as they are
 * and follows no redirects.
 */
export function ask(
  { port }: { port: number },
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
) {
  return new Promise<Answered>((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers, agent: false },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const text = Buffer.concat(parts).toString('utf8')
          const isJson = response.headers['content-type']?.includes('json')
          const json = (isJson && text ? JSON.parse(text) : undefined) as never
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json })
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
