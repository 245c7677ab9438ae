import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Entry, type Place, placeOf } from './archive.ts'

const fs = process.getBuiltinModule('node:fs')
/** Electron tells no other time for what is packed. */
const STARTED = new Date()

type Asked = { encoding?: BufferEncoding; withFileTypes?: boolean; recursive?: boolean }
type Answer = (place: Place, asked: Asked) => unknown

/**
 * Node's file functions see into archives, as Electron's do (lib/node/asar-fs-wrapper.ts there): those that the
 * app uses, and no more. Any other finds a file where it looks for a folder, and fails.
 */
export function readIntoArchives(): void {
  for (const [name, answer] of Object.entries(ANSWERS)) {
    wrap(fs, `${name}Sync`, answer)
    wrap(fs.promises, name, async (place, asked) => answer(place, asked))
  }
  wrap(fs, 'existsSync', ({ entry }) => entry !== undefined)
  openUnpackedModules()
  syncBuiltinESMExports()
}

const ANSWERS: Record<string, Answer> = {
  readFile(place, { encoding }) {
    const bytes = place.archive.read(place.inside, found(place))
    return encoding ? bytes.toString(encoding) : bytes
  },
  readdir(place, { withFileTypes, recursive }) {
    const all = [...entriesUnder(found(place), recursive === true)]
    if (!withFileTypes) return all.map(({ way, name }) => join(way, name))
    return all.map(({ way, name, entry }) => ({
      name,
      parentPath: join(place.path, way),
      ...kind(entry),
    }))
  },
  stat(place) {
    const entry = found(place)
    return { ...kind(entry), size: entry.size ?? 0, mtime: STARTED, mtimeMs: STARTED.getTime() }
  },
}

function wrap(owner: object, name: string, answer: Answer): void {
  const functions = owner as Record<string, (...given: unknown[]) => unknown>
  const plain = functions[name] as (...given: unknown[]) => unknown
  functions[name] = (path, ...given) => {
    const place = placeOf(path instanceof URL ? fileURLToPath(path) : String(path))
    if (!place) return plain.call(owner, path, ...given)
    const [asked] = given as [Asked | BufferEncoding | undefined]
    return answer(place, typeof asked === 'string' ? { encoding: asked } : (asked ?? {}))
  }
}

function found({ entry, inside }: Place): Entry {
  if (entry) return entry
  throw Object.assign(new Error(`ENOENT, ${inside} not found in the archive`), { code: 'ENOENT', errno: -2 })
}

const kind = ({ files }: Entry) => ({
  isFile: () => files === undefined,
  isDirectory: () => files !== undefined,
  isSymbolicLink: () => false,
})

type Under = { way: string; name: string; entry: Entry }
function* entriesUnder({ files = {} }: Entry, deep: boolean, way = ''): Generator<Under> {
  for (const [name, entry] of Object.entries(files)) {
    yield { way, name, entry }
    if (deep) yield* entriesUnder(entry, deep, join(way, name))
  }
}

/** The system's loader wants a real file. Electron would copy a packed one out at every start: not for us. */
function openUnpackedModules(): void {
  const plain = process.dlopen
  process.dlopen = (module, file, ...flags) => {
    const place = placeOf(file)
    if (place && !found(place).unpacked) throw new Error(`${file} is packed, so it cannot be opened in place`)
    return plain.call(process, module, place ? place.archive.unpackedPath(place.inside) : file, ...flags)
  }
}
