import module, { createRequire } from 'node:module'
import type { AppError } from '#shared/error'
import type { Permissions } from '../worker-program.ts'
import { fenceDatagrams, fenceGlobals, fenceNames, fenceSockets, fix } from './fence-net.ts'

/** Makes the error for what may not be done: `reach example.org`. */
export type Refuse = (what: string) => AppError

export type FenceOrder = {
  permissions: Permissions
  /** Node's permission model holds here */
  model: boolean
  /** only code of our own and a person's few lines run here: they need no more than these modules */
  only: ReadonlySet<string> | null
  refuse: Refuse
}

/** Modules of Node that code without packages may use. */
export const CODE_MODULES: ReadonlySet<string> = new Set([
  ...['assert', 'assert/strict', 'buffer', 'constants', 'crypto', 'events', 'os', 'path', 'path/posix'],
  ...['path/win32', 'perf_hooks', 'punycode', 'querystring', 'stream', 'stream/consumers', 'stream/promises'],
  ...['stream/web', 'string_decoder', 'timers', 'timers/promises', 'url', 'util', 'util/types', 'zlib'],
  ...['http', 'https', 'http2', 'net', 'tls', 'dns', 'dns/promises', 'dgram'],
])

/** They reach past Node's permission model: sqlite opens any file, the inspector does what it is told. */
const NEVER: ReadonlySet<string> = new Set([
  'sqlite',
  'inspector',
  'inspector/promises',
  'repl',
  'trace_events',
])

/**
 * Keeps code from what Node's permission model leaves open: the network, signals to other processes, modules that
 * reach past it. A fence, no wall: code that is bent on it finds a way through Node's inside. What starts programs
 * has no use for one.
 */
export function raiseFence({ permissions, model, only, refuse }: FenceOrder): void {
  if (permissions.run) return
  const { net } = permissions
  if (!net.includes('*')) fenceSockets(net, refuse)
  if (net.length === 0) fenceGlobals(refuse)
  fenceSignals(refuse)
  if (!model) fenceInside(refuse)

  const guards = moduleGuards(net, model, refuse)
  const guarded = new Set<string>()
  /** @throws AppError for a module that may not be used */
  const guard = (specifier: string): void => {
    const name = specifier.replace(/^node:/, '')
    if (!module.isBuiltin(specifier)) return
    if (NEVER.has(name) || (only && !only.has(name))) throw refuse(`use node:${name}`)
    if (guarded.has(name)) return
    guarded.add(name)
    guards[name]?.()
  }
  guardModules(guard, Object.keys(guards))
}

/** What is done to a module before it is handed out for the first time. */
function moduleGuards(net: readonly string[], model: boolean, refuse: Refuse): Record<string, () => void> {
  const require = createRequire(import.meta.url)
  const changed = (change: () => void) => () => {
    change()
    module.syncBuiltinESMExports()
  }
  const names = changed(() => {
    fenceNames(require('node:dns'), refuse)
    fenceNames(require('node:dns/promises'), refuse)
  })
  return {
    ...(!net.includes('*') && { dgram: changed(() => fenceDatagrams(require('node:dgram'), refuse)) }),
    ...(net.length === 0 && { dns: names, 'dns/promises': names }),
    ...(!model && {
      child_process: changed(() => fencePrograms(require('node:child_process'), refuse)),
      worker_threads: changed(() => fenceThreads(require('node:worker_threads'), refuse)),
    }),
  }
}

const OWN = new URL('.', import.meta.url).href
let loading = 0

/**
 * Loads a part of Blockloom's own that came with the build and is needed only now. What that part itself imports of
 * Node is not held against the code that runs here.
 */
export async function loadOwn<T>(load: () => Promise<T>): Promise<T> {
  loading += 1
  try {
    return await load()
  } finally {
    loading -= 1
  }
}

/** All ways to a module of Node. Before 22.15 there are no hooks for that: then all are guarded at once. */
function guardModules(guard: (specifier: string) => void, names: readonly string[]): void {
  const { getBuiltinModule } = process
  if (getBuiltinModule)
    fix(process, 'getBuiltinModule', (id: string) => {
      guard(id)
      return getBuiltinModule.call(process, id)
    })
  if (!module.registerHooks) {
    for (const name of names) guard(name)
    return
  }
  module.registerHooks({
    resolve(specifier, context, next) {
      if (loading === 0 || !context.parentURL?.startsWith(OWN)) guard(specifier)
      return next(specifier, context)
    },
  })
}

/** A signal may end another process; one of its own it may send itself. */
function fenceSignals(refuse: Refuse): void {
  const { kill } = process
  fix(process, 'kill', (pid: number, signal?: string | number) => {
    if (pid !== process.pid) throw refuse('send signals to other processes')
    return kill.call(process, pid, signal)
  })
  fix(process, '_kill', undefined)
}

/** What the permission model shuts by itself, where there is none. */
function fenceInside(refuse: Refuse): void {
  for (const name of ['binding', '_linkedBinding', 'dlopen', 'chdir'])
    fix(process, name, () => {
      throw refuse(`use process.${name}`)
    })
}

function fencePrograms(programs: Record<string, unknown> & { ChildProcess?: unknown }, refuse: Refuse): void {
  const { ChildProcess } = programs as { ChildProcess: { prototype: object } }
  const start = () => {
    throw refuse('start programs')
  }
  fix(ChildProcess.prototype, 'spawn', start)
  for (const name of ['spawnSync', 'execSync', 'execFileSync']) programs[name] = start
}

function fenceThreads(threads: Record<string, unknown>, refuse: Refuse): void {
  threads.Worker = class {
    constructor() {
      throw refuse('start threads')
    }
  }
}
