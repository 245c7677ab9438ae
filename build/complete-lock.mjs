// Adds to package-lock.json the optional packages of other platforms that a registry did not list.
// npm leaves them out of the lock file there, and `npm ci` then refuses the lock file elsewhere
// ("Missing: ... from lock file"). Run by `npm run lock` after every change of a dependency.
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = 'package-lock.json'
const lock = JSON.parse(readFileSync(FILE, 'utf8'))
const packages = lock.packages

/** Where Node would find `name` from the package at `from`; null when nowhere. */
function placeOf(from, name) {
  for (let folder = from; ; ) {
    const place = `${folder ? `${folder}/` : ''}node_modules/${name}`
    if (packages[place]) return place
    if (!folder) return null
    const up = folder.lastIndexOf('/node_modules/')
    folder = up < 0 ? '' : folder.slice(0, up)
  }
}

const first = (name, table) => Object.entries(table).find(([part]) => name.includes(part))?.[1]
const SYSTEMS = {
  android: 'android',
  darwin: 'darwin',
  win32: 'win32',
  windows: 'win32',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  sunos: 'sunos',
  aix: 'aix',
  linux: 'linux',
}
const PROCESSORS = {
  wasm: 'wasm32',
  arm64: 'arm64',
  arm: 'arm',
  x64: 'x64',
  ia32: 'ia32',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  loong64: 'loong64',
  mips64el: 'mips64el',
}

function entryOf(name, version, dev) {
  const os = first(name, SYSTEMS)
  return {
    version,
    cpu: [first(name, PROCESSORS) ?? 'x64'],
    ...(dev && { dev: true }),
    optional: true,
    ...(os && { os: [os] }),
    ...(os === 'linux' && { libc: [name.includes('musl') ? 'musl' : 'glibc'] }),
  }
}

let added = 0
for (const [from, entry] of Object.entries({ ...packages })) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    const place = placeOf(from, name)
    if (place && (packages[place].version === range || !/^\d/.test(range))) continue
    const version = range.replace(/^[\^~]/, '')
    if (!/^\d+\.\d+\.\d+/.test(version)) continue
    packages[place ? `${from}/node_modules/${name}` : `node_modules/${name}`] = entryOf(
      name.toLowerCase(),
      version,
      entry.dev,
    )
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: ${added} optional packages of other platforms added`)
