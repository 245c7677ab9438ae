import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectLocal, type LocalSocket, serveLocal } from './local-socket.ts'
import { makeTestBlockloom, settled, smallFlow, someNews, type TestBlockloom } from './test-support.ts'

let blockloom: TestBlockloom
let socket: LocalSocket | undefined
beforeEach(() => {
  blockloom = makeTestBlockloom()
})
afterEach(async () => {
  await socket?.close()
  await blockloom.close()
})
const serve = async (folder = blockloom.folder) => (socket = await serveLocal(blockloom.router, folder))

const unix = test.skipIf(process.platform === 'win32')

test('reaches the running host: calls, streams, AppErrors', async () => {
  const { client, close } = await connectLocal((await serve()).path)
  const { id } = await client.runs.start({ document: smallFlow('Größe 📁\nzwei Zeilen') })
  const stream = await client.runs.watch({ id })
  blockloom.runtime.news.feed(someNews(1))
  expect((await stream.next()).value).toMatchObject({ logs: [{ text: 'line 1' }] })
  await expect(client.runs.get({ id: 'run_none' })).rejects.toMatchObject({ code: 'run.not-found' })
  close()
  await settled(() => blockloom.runtime.news.returned === 1)
})

test('carries a large document whole', async () => {
  const { client, close } = await connectLocal((await serve()).path)
  const value = 'ä'.repeat(3_000_000)
  const made = await client.flows.create({
    document: { ...smallFlow(), variables: [{ name: 'big', value }] },
  })
  expect(made.document.variables?.[0]?.value).toBe(value)
  close()
})

unix('lies in the data folder, for its owner alone, and is gone afterwards', async () => {
  const { path, close } = await serve()
  expect(dirname(path)).toBe(blockloom.folder)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  await close()
  socket = undefined
  expect(existsSync(path)).toBe(false)
  await expect(connectLocal(path)).rejects.toMatchObject({ code: 'link.lost' })
})

unix('lies in a folder of its own when the path of the data folder is too long', async () => {
  const folder = join(blockloom.folder, 'x'.repeat(120))
  mkdirSync(folder)
  const { path } = await serve(folder)
  expect(Buffer.byteLength(path)).toBeLessThan(104)
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  const { client, close } = await connectLocal(path)
  const info = await client.system.info()
  expect(info).toMatchObject({ version: '0.1.0' })
  expect(info.databaseBytes).toBeGreaterThan(4096)
  close()
})

unix('takes the place of what a dead holder left', async () => {
  writeFileSync(join(blockloom.folder, 'socket'), 'left over')
  const { client, close } = await connectLocal((await serve()).path)
  expect(await client.system.info()).toMatchObject({ version: '0.1.0' })
  close()
})

unix('ends a connection that sends no calls', async () => {
  const raw = connect((await serve()).path)
  raw.on('error', () => {})
  raw.write('GET / HTTP/1.1\r\n\r\n')
  await settled(() => raw.closed)
})
