import { isBuiltin, registerHooks } from 'node:module'
import { dirname, extname, isAbsolute, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Place, placeOf } from './archive.ts'

/**
 * Node's module loaders see into archives, for import and require. Resolution is Node's own for what stands
 * there: files by their name, `require` also without its ending, packages by their `exports`.
 */
export function loadFromArchives(): void {
  registerHooks({
    resolve(specifier, { parentURL, conditions }, next) {
      const path = pathOf(specifier, parentURL, conditions)
      if (path === undefined) return next(specifier)
      const file = fileAt(path, conditions.includes('require'))
      if (file) return { url: pathToFileURL(file).href, shortCircuit: true }
      throw Object.assign(new Error(`Cannot find ${specifier} from ${parentURL}`), {
        code: 'MODULE_NOT_FOUND',
      })
    },
    load(url, context, next) {
      const place = url.startsWith('file:') ? placeOf(fileURLToPath(url)) : undefined
      if (!place?.entry) return next(url, context)
      const source = place.archive.read(place.inside, place.entry)
      return { format: formatOf(place), source, shortCircuit: true }
    },
  })
}

/** The path in an archive that an import means; undefined when it means something else. */
function pathOf(specifier: string, parentURL: string | undefined, conditions: string[]): string | undefined {
  const parent = parentURL?.startsWith('file:') ? fileURLToPath(parentURL) : undefined
  const path = specifier.startsWith('file:')
    ? fileURLToPath(specifier)
    : isAbsolute(specifier)
      ? specifier
      : parent && /^\.\.?(\/|$)/.test(specifier)
        ? join(dirname(parent), specifier)
        : parent && packagePath(specifier, parent, conditions)
  return path && placeOf(path) ? path : undefined
}

/** A file of a package in one of the archive's node_modules above `parent`. */
function packagePath(specifier: string, parent: string, conditions: string[]): string | undefined {
  if (isBuiltin(specifier) || !placeOf(parent)) return undefined
  const [, name, rest] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(specifier) as unknown as [
    string,
    string,
    string?,
  ]
  for (let folder = dirname(parent); placeOf(folder); folder = dirname(folder)) {
    const home = join(folder, 'node_modules', name)
    const manifest = read(join(home, 'package.json'))
    if (!manifest) continue
    const { exports, main } = JSON.parse(manifest)
    const target = exports ? pick(exports[`.${rest ?? ''}`], conditions) : (rest ?? main)
    return target && join(home, target)
  }
  return undefined
}

type Target = string | { [condition: string]: Target } | undefined
function pick(target: Target, conditions: string[]): string | undefined {
  if (typeof target !== 'object') return target
  const [, first] =
    Object.entries(target).find(([name]) => name === 'default' || conditions.includes(name)) ?? []
  return pick(first, conditions)
}

const read = (path: string): string | undefined => {
  const place = placeOf(path)
  return place?.entry && place.archive.read(place.inside, place.entry).toString()
}

function fileAt(path: string, required: boolean): string | undefined {
  const names = required ? ['', '.js', '.json', '.node', '/index.js'] : ['']
  return names.map((name) => path + name).find((file) => isFile(placeOf(file)))
}
const isFile = (place: Place | undefined): boolean => place?.entry !== undefined && !place.entry.files

function formatOf({ path }: Place): string {
  const byEnding = { '.mjs': 'module', '.cjs': 'commonjs', '.json': 'json' }[extname(path)]
  if (byEnding) return byEnding
  for (let folder = dirname(path); placeOf(folder); folder = dirname(folder)) {
    const manifest = read(join(folder, 'package.json'))
    if (manifest) return JSON.parse(manifest).type === 'module' ? 'module' : 'commonjs'
  }
  return 'commonjs'
}
