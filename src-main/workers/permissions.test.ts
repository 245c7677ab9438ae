import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeProgram, type PoolBench, poolBench } from '../../tests/support/pool-bench.ts'
import { NO_PERMISSIONS, type Permissions } from './worker-program.ts'

/** The tests' code runs where packages may be loaded from, so that modules are not limited to a few. */
let place: string
let bench: PoolBench
let server: Server
let url: string

beforeAll(async () => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'blockloom-permissions-')))
  for (const folder of ['open', 'shut', 'packages/node_modules/thing'])
    mkdirSync(join(place, folder), { recursive: true })
  writeFileSync(join(place, 'open', 'a.txt'), 'open')
  writeFileSync(join(place, 'shut', 'a.txt'), 'shut')
  writeFileSync(join(place, 'packages/node_modules/thing/index.js'), 'module.exports = { n: 42 }')
  server = createServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  bench = poolBench()
})
afterAll(async () => {
  await bench.pool.close()
  server.close()
  rmSync(place, { recursive: true, force: true })
})

const withRights = (rights: Partial<Permissions>, packages = join(place, 'packages')) =>
  codeProgram({
    key: JSON.stringify([rights, packages]),
    run: { javascript: null, packages },
    permissions: { ...NO_PERMISSIONS, ...rights },
  })
const run = (code: string, rights: Partial<Permissions> = {}, input: string = place) =>
  bench.code(code, input, { program: withRights(rights) })
const refused = (code: string, rights: Partial<Permissions> = {}, input: string = place) =>
  bench.failure(run(code, rights, input))

test.each([
  ['files', 'return require("fs").readFileSync(input + "/open/a.txt", "utf8")'],
  ['folders', 'return require("fs").readdirSync(input)'],
  ['writing', 'require("fs").writeFileSync(input + "/open/b.txt", "x")'],
  ['programs', 'return require("child_process").execFileSync("echo", ["x"]).toString()'],
  ['threads', 'new (require("worker_threads").Worker)("1", { eval: true })'],
  ['addons', 'process.dlopen({ exports: {} }, input + "/x.node")'],
  ['its inside', 'return Object.keys(process.binding("tcp_wrap"))'],
  ['reports', 'return process.report.writeReport(input + "/open/r.json")'],
])('reaches no %s', async (_, code) => {
  const { message } = await refused(code)
  expect(message).toMatch(/restricted|disabled|ERR_ACCESS_DENIED|process\.binding/)
})

test.each([
  ['sqlite', 'return new (require("node:sqlite").DatabaseSync)(input + "/open/x.db")', /node:sqlite/],
  ['the inspector', 'await import("node:inspector")', /node:inspector/],
  ['other processes', 'process.kill(process.ppid, 0)', /send signals to other processes/],
  ['fetch', 'return (await fetch(input)).status', /use the network/],
  ['WebSocket', 'new WebSocket(input)', /use the network/],
  [
    'http',
    'await new Promise((done, fail) => require("http").get(input, done).on("error", fail))',
    /reach 127/,
  ],
  ['sockets', 'require("node:net").connect(80, "127.0.0.1")', /reach 127.0.0.1/],
  ['socket files', 'require("node:net").connect("/var/run/docker.sock")', /use the network/],
  ['tls', 'require("tls").connect(443, "example.org")', /reach example.org/],
  ['datagrams', 'require("dgram").createSocket("udp4").send("x", 53, "127.0.0.1")', /use the network/],
  ['names', 'require("dns").lookup("example.org", () => {})', /use the network/],
  ['names, by import', 'await (await import("node:dns/promises")).resolve("example.org")', /use the network/],
  [
    'names, by the back door',
    'process.getBuiltinModule("dns").resolve("example.org", () => {})',
    /use the network/,
  ],
  ['servers', 'require("http").createServer().listen(0)', /be reached over the network/],
])('reaches no %s', async (_, code, sentence) => {
  const error = await refused(code, {}, url)
  expect(error.message).toMatch(sentence)
})

test('reads and writes in the folders that are declared, and nowhere else', async () => {
  const open = join(place, 'open')
  const read = 'return require("fs").readFileSync(input, "utf8")'
  expect(await run(read, { read: [open] }, join(open, 'a.txt'))).toBe('open')
  expect((await refused(read, { read: [open] }, join(place, 'shut', 'a.txt'))).message).toMatch(/restricted/)
  const write = 'require("fs").writeFileSync(input, "x"); return "written"'
  expect((await refused(write, { read: [open] }, join(open, 'b.txt'))).message).toMatch(/restricted/)
  expect(await run(write, { write: [open] }, join(open, 'b.txt'))).toBe('written')
  expect(await run(read, { write: [open] }, join(open, 'b.txt'))).toBe('x')
})

test('a declared folder that is a link is the folder it leads to', async () => {
  const link = join(place, 'link')
  symlinkSync(join(place, 'open'), link)
  const read = 'return require("fs").readFileSync(input, "utf8")'
  expect(await run(read, { read: [link] }, join(link, 'a.txt'))).toBe('open')
})

test.each(['*', '', '/tmp/*', 'relative'])('%s is no folder to declare', async (folder) => {
  expect(await refused('return 1', { read: [folder] })).toMatchObject({ code: 'worker.bad-folder' })
})

test('reaches the hosts that are declared, and no other', async () => {
  const get = 'return (await fetch(input)).text()'
  expect(await run(get, { net: ['127.0.0.1'] }, url)).toBe('hello')
  expect(await run(get, { net: ['*'] }, url)).toBe('hello')
  const other = await refused(get, { net: ['api.example.org', '*.example.net'] }, url)
  expect(other).toMatchObject({ code: 'worker.not-permitted' })
  expect(other.message).toContain('reach 127.0.0.1')
})

test('starts programs when that is declared', async () => {
  const echo =
    'return require("child_process").execFileSync(process.execPath, ["-p", "6 * 7"]).toString().trim()'
  expect(await run(echo, { run: true })).toBe('42')
})

test('loads packages from the folder that is named', async () => {
  expect(await run('return require("thing").n')).toBe(42)
  expect(await run('return (await import("thing")).default.n')).toBe(42)
  const said = `The code asks for "other", which is not to be had in ${join(place, 'packages')}.`
  for (const code of ['return require("other")', 'return await import("other")']) {
    expect(await refused(code)).toMatchObject({ code: 'code.no-such-package' })
    expect((await refused(code)).message).toBe(said)
  }
})

test('without packages code has only the modules that compute', async () => {
  const program = codeProgram()
  expect(await bench.code('return require("path").basename("/a/b")', null, { program })).toBe('b')
  for (const name of ['fs', 'node:fs/promises', 'child_process', 'vm', 'module', 'v8']) {
    const error = await bench.failure(bench.code(`await import("${name}")`, null, { program }))
    expect(error).toMatchObject({ code: 'worker.not-permitted' })
  }
  const missing = await bench.failure(bench.code('return require("thing")', null, { program }))
  expect(missing.message).toBe('The code asks for "thing", and no folder with packages is named.')
  expect(missing.fix).toContain('"Packages"')
})

test('sees nothing of the environment but what programs need', async () => {
  process.env.CANARY_TOKEN = 'secret'
  const names = (await run('return Object.keys(process.env)')) as string[]
  delete process.env.CANARY_TOKEN
  expect(names).toContain('PATH')
  expect(names.filter((name) => /TOKEN|NODE_OPTIONS|BLOCKLOOM_HOME/.test(name))).toEqual([])
})
