import type { BlockFiles } from '#shared/block'
import type { ContextParts } from './worker-context.ts'

/** Every one of `ctx.files`; the compiler says when one is missing. */
const OF_FILES = Object.keys({
  resolve: true,
  list: true,
  readText: true,
  info: true,
  facts: true,
  openRead: true,
  openWrite: true,
  writeStream: true,
  writeText: true,
  append: true,
  makeFolder: true,
  move: true,
  copy: true,
  remove: true,
  zip: true,
  unzip: true,
} satisfies Record<keyof BlockFiles, true>) as (keyof BlockFiles)[]

export type WorldLoaders = {
  files(signal: AbortSignal): Promise<BlockFiles>
  web(): Promise<{ http: ContextParts['http']; open: ContextParts['openHttp'] }>
}

/**
 * Files and the web as standard blocks have them. Their code is loaded by the first that is asked of them: most blocks
 * of packages ask for neither, and a worker starts in half the time.
 */
export function laterWorld(load: WorldLoaders): ContextParts {
  let web: ReturnType<WorldLoaders['web']> | undefined
  const openWeb = () => {
    web ??= load.web()
    return web
  }
  return {
    files: (signal) => laterFiles(() => load.files(signal)),
    http: async (request, signal) => (await openWeb()).http(request, signal),
    openHttp: async (request, signal) => (await openWeb()).open(request, signal),
  }
}

function laterFiles(load: () => Promise<BlockFiles>): BlockFiles {
  let files: Promise<BlockFiles> | undefined
  const later =
    (name: keyof BlockFiles) =>
    async (...given: unknown[]) => {
      files ??= load()
      const there = await files
      return (there[name] as (...given: unknown[]) => unknown).call(there, ...given)
    }
  return Object.fromEntries(OF_FILES.map((name) => [name, later(name)])) as BlockFiles
}
