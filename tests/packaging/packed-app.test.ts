import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { describeExecutable } from './describe-executable.ts'
import { HERE, PACKING, type Packed, packApp, ROOT } from './pack-app.ts'
import { ASAR, type PackedCommand, packedCommand } from './packed-command.ts'

/** ms, on a busy machine */
const PATIENCE = 60_000
let packed: Packed
let place: string
beforeAll(async () => {
  packed = await packApp(HERE)
}, PACKING)
afterAll(() => packed?.remove())
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'blockloom packed ü '))
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

describeExecutable(HERE, () => packed)

/** paths of the archive's files, with forward slashes */
const files = () =>
  listPackage(packed.asar, { isPack: false })
    .map((path) => path.replaceAll(sep, '/').slice(1))
    .filter((path) => !('files' in statFile(packed.asar, path)))
const bytesOf = (path: string): Buffer => extractFile(packed.asar, path)
const below = (...way: string[]) =>
  readdirSync(join(ROOT, ...way), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) =>
      join(one.parentPath, one.name)
        .slice(ROOT.length + 1)
        .replaceAll(sep, '/'),
    )

const NATIVE = `node_modules/better-sqlite3/prebuilds/${HERE}-${process.arch}.node`
/** Written into new block packages: sources on purpose. */
const STARTERS = /^src-main\/packages\/starters\/[a-z]+(\/[a-z.]+|-types\.ts|\.md)$/i
const WASM = 'node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm'

describe('the archive', () => {
  test('holds what was built, the templates, what new packages begin with, the native module and the sandbox', () => {
    const templates = below('templates').filter((path) => path.endsWith('.flow.json'))
    expect(templates.length).toBeGreaterThan(0)
    const starters = below('src-main/packages/starters')
    expect(starters).toContain('src-main/packages/starters/blockloom-types.ts')
    const wanted = [...below('out'), ...templates, ...starters, 'package.json', 'LICENSE', NATIVE, WASM]
    expect(wanted.filter((path) => !files().includes(path))).toEqual([])
    for (const path of ['out/main/desktop.js', 'out/renderer/index.html', WASM])
      expect(bytesOf(path).equals(readFileSync(join(ROOT, path)))).toBe(true)
  })

  test('holds nothing else: no tests, sources, tools, other systems or maps of sources', () => {
    const may = [
      /^(package\.json|LICENSE|README\.md|src-main\/launch\.cjs)$/,
      /^out\/(main|preload|renderer)\/.*\.(c?js|html|css|svg|wasm|woff2|md|png|ttf)$/,
      STARTERS,
      /^templates\/[^/]+\/(template\.flow\.json|README\.md)$/,
      /^node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/.*\.js)$/,
      /^node_modules\/@jitl\/quickjs-wasmfile-release-sync\/(package\.json|LICENSE|dist\/[a-z-]+\.(mjs|wasm))$/,
    ]
    expect(files().filter((path) => path !== NATIVE && !may.some((one) => one.test(path)))).toEqual([])
    const own = files().filter((path) => !STARTERS.test(path))
    expect(own.filter((path) => /\.(map|tsx?)$|\.(test|spec)\.|fixtures|\.d\.m?ts/.test(path))).toEqual([])
  })

  test('leaves only the native module beside it', () => {
    const beside = files().filter((path) => 'unpacked' in statFile(packed.asar, path))
    expect(beside).toEqual([NATIVE])
  })

  test('says in its package.json where it starts, and not how it is developed', () => {
    const manifest = JSON.parse(bytesOf('package.json').toString())
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    expect(manifest).toMatchObject({ name: 'blockloom', version, type: 'module' })
    expect(files()).toContain(manifest.main)
    expect(manifest).not.toHaveProperty('scripts')
    expect(manifest).not.toHaveProperty('devDependencies')
  })

  test('names no folder of the machine that packed it', () => {
    const folders = [ROOT, homedir(), tmpdir()].filter((folder) => folder.length > 5)
    const names = folders.flatMap((folder) => [folder, JSON.stringify(folder).slice(1, -1)])
    const telling = files().filter((path) => names.some((name) => bytesOf(path).includes(name)))
    expect(telling).toEqual([])
    expect(names).toContain(ROOT)
  })

  test('is small', () => {
    const beside = statSync(join(`${packed.asar}.unpacked`, NATIVE)).size
    // 11 MB of it are the code editor and 3.6 MB take the types out of TypeScript, each loaded when it is first needed
    expect(statSync(packed.asar).size + beside).toBeLessThan(25 << 20)
  })
})

/** The same of both, because nothing may depend on where the app lies. */
const ways: [string, () => PackedCommand][] = [
  [
    'extracted',
    () => {
      const folder = join(place, 'app')
      extractAll(packed.asar, folder)
      return packedCommand(folder, [], join(place, 'home'))
    },
  ],
  ['read in place', () => packedCommand(packed.asar, ASAR, join(place, 'home'))],
]

describe.each(ways)('the command line, %s', { timeout: PATIENCE }, (_, make) => {
  let command: PackedCommand
  beforeEach(() => {
    command = make()
  })
  afterEach(() => command.end())

  test('helps', async () => {
    const { code, out, err } = await command.run('--help')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(/Usage: blockloom[\s\S]*serve[\s\S]*run/)
  })

  test('runs a template on a folder: the native module is loaded', async () => {
    const template = join(place, 'template.flow.json')
    writeFileSync(template, bytesOf('templates/sort-folder/template.flow.json'))
    const folder = join(place, 'files')
    mkdirSync(folder)
    for (const name of ['a.jpg', 'b ü.pdf']) writeFileSync(join(folder, name), name)
    const { code, out, err } = await command.run('run', template, '--var', `folder=${folder}`, '--json')
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ status: 'succeeded', output: { Images: 1, Documents: 1 } })
    expect(readFileSync(join(folder, 'Images', 'a.jpg'), 'utf8')).toBe('a.jpg')
    expect(readFileSync(join(folder, 'Documents', 'b ü.pdf'), 'utf8')).toBe('b ü.pdf')
  })

  test('computes in the sandbox: the WASM is loaded', async () => {
    const file = join(place, 'squares.flow.json')
    const value = '{{ input.map((n) => n * n).reduce((a, b) => a + b) }}'
    writeFileSync(file, JSON.stringify(flow('return', 'control/return', { value })))
    const { code, out, err } = await command.run('run', file, '--input', '[1,2,3]', '--json')
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toMatchObject({ status: 'succeeded', output: 14 })
  })

  test('serves: it is ready, has templates and shows the studio', async () => {
    const { url, token, stop } = await command.serve()
    const get = (path: string) => fetch(url + path, { headers: { authorization: `Bearer ${token}` } })
    const ready = await get('/health/ready')
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok' }])
    expect(await (await get('/api/v1/templates')).json()).toContainEqual(
      expect.objectContaining({ name: 'sort-folder' }),
    )
    const page = await (await get('/')).text()
    const [, script] = /src="(?:\.?)(\/assets\/[^"]+\.js)"/.exec(page) ?? []
    const code = Buffer.from(await (await get(script as string)).arrayBuffer())
    expect(code.equals(readFileSync(join(ROOT, 'out', 'renderer', script as string)))).toBe(true)
    expect(await stop()).toMatchObject({ code: 0 })
  })

  test("starts the store's thread, which empties a long log", async () => {
    writeFileSync(join(place, 'noise.txt'), randomBytes(6 << 20).toString('base64'))
    const { url, token, stop } = await command.serve()
    const document = flow('read', 'files/read', { path: join(place, 'noise.txt'), as: 'text' })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const started = await fetch(`${url}/api/v1/run`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ document }),
    })
    expect(started.status).toBe(200)
    const log = () => statSync(join(place, 'home', 'blockloom.db-wal')).size
    await until(() => log() > 4 << 20)
    await until(() => log() === 0)
    const { code, err } = await stop()
    expect([code, err]).toEqual([0, expect.not.stringContaining('bug')])
  })
})

test('an archive that was changed after it was packed is not run', async () => {
  const changed = join(place, 'app.asar')
  const bytes = readFileSync(packed.asar)
  bytes.write('!', bytes.indexOf(bytesOf('out/main/cli.js')) + 100)
  writeFileSync(changed, bytes)
  const { code, out, err } = await packedCommand(changed, ASAR, join(place, 'home')).run('--help')
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('is not what was packed')
})

/** waits for another process; the test's own time limit ends it */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** A hat and one block under it. */
const flow = (id: string, type: string, config: object) => ({
  format: 1,
  name: 'A flow',
  blocks: [
    { id: 'hat', type: 'start/manual', version: 1, name: 'When I press Run', config: {}, at: [0, 0] },
    { id, type, version: 1, name: id, config },
  ],
  links: [{ from: 'hat', out: 'next', to: id, snap: true }],
})
