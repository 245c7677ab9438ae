import { runners as standard } from '#blocks/runners'
import { type BlockContext, type BlockFiles, type BlockRunner, effectOf, type FileRef } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { World } from '../../../src-main/runtime/world.ts'
import { makeDigest } from '../../../src-main/world/make-digest.ts'
import { hashOf } from './chance.ts'
import { type Fault, type Node, nodesOf, type Plan } from './plan.ts'
import { simBlocks } from './sim-blocks.ts'

/** What really happened outside. */
export type Effect = { key: string; block: string; path: string; writes: boolean; life: number }

/** What a person made of a step that nobody knows about. */
export type Given = { do: 'skip' } | { do: 'give'; value: Json }

/** One life of a host, as the world sees it. */
export type Life = {
  n: number
  isDead(): boolean
  /** failed attempts that its journal knew of when it began */
  failures: ReadonlyMap<string, number>
  moved(): void
  after(ms: number, then: () => void): void
}

/**
 * The world outside the simulated process: what is done here stays done, whatever crashes. What a step meets there
 * depends on its key and on how many of its attempts are known to have failed, never on what happened meanwhile.
 */
export class SimWorld {
  readonly effects: Effect[] = []
  readonly #nodes: ReadonlyMap<string, Node>
  readonly #seed: number
  readonly #given: ReadonlyMap<string, Given>

  /** @param given steps that are not done but have this for a result */
  constructor(plan: Plan, given: ReadonlyMap<string, Given> = new Map()) {
    this.#seed = plan.seed
    this.#nodes = new Map([...nodesOf(plan)].map((node) => [node.id, node]))
    this.#given = given
  }

  /** The standard runners and those of the simulated blocks, in a world where things go wrong. */
  runners(life: Life): ReadonlyMap<string, BlockRunner> {
    const own = Object.values(simBlocks).map(
      (declaration): BlockRunner => ({
        declaration,
        run: (config, ctx) => this.#simulated(declaration.type, config as JsonObject, ctx),
      }),
    )
    const all = [...standard.values(), ...own].map((runner) => [
      runner.declaration.type,
      runner.declaration.effect === 'pure' && !own.includes(runner) ? runner : this.#faulty(runner, life),
    ])
    return new Map(all as [string, BlockRunner][])
  }

  #simulated(
    type: string,
    { value }: JsonObject,
    ctx: BlockContext,
  ): { next: Json } | { other: Json } | Promise<{ next: Json }> {
    if (type === 'sim/remember') return remembered(ctx)
    if (type === 'sim/decide') return value === true ? { other: ctx.input } : { next: ctx.input }
    if (value !== undefined) return { next: value }
    const hash = hashOf(`${this.#seed} ${ctx.idempotencyKey} ${JSON.stringify(ctx.input)}`)
    const values: Json[] = [
      hash % 10,
      { hash: hash % 1000 },
      `text ${hash % 100}`,
      ctx.input,
      [hash % 5, hash % 7],
    ]
    return { next: values[hash % values.length] as Json }
  }

  #faulty(runner: BlockRunner, life: Life): BlockRunner {
    const calls = new Map<string, number>()
    const { declaration } = runner
    const now = (config: never, ctx: BlockContext) => {
      const { idempotencyKey: key } = ctx
      const [, block = '', path = ''] = key.split(':')
      const call = calls.get(key) ?? 0
      calls.set(key, call + 1)
      const fault = this.#nodes.get(block)?.fault
      const failed = (life.failures.get(key) ?? 0) + call
      return { key, block, path, fault: fault && failed < fault.times ? fault.what : undefined, config, ctx }
    }
    if (declaration.effect === 'pure')
      return {
        declaration,
        run: (config, ctx) => {
          const { fault } = now(config as never, ctx)
          const give = () => meet(fault, () => runner.run(config, ctx) as never)
          return declaration.type === 'sim/ponder' ? later(20, life).then(give) : give()
        },
      }
    return {
      declaration,
      run: async (config, ctx) => {
        if (life.isDead()) return never()
        const { key, block, path, fault } = now(config as never, ctx)
        const writes = effectOf(declaration, config as JsonObject) === 'write'
        this.effects.push({ key, block, path, writes, life: life.n })
        life.moved()
        const given = this.#given.get(key)
        const ms = LATENCIES[hashOf(key) % LATENCIES.length] as number
        if (given)
          return later(ms, life).then(() => ({ next: given.do === 'skip' ? ctx.input : given.value }))
        if (fault === 'hangs') return never()
        await later(fault === 'late' ? 8000 : ms, life)
        const give = () => meet(fault, () => runner.run(config, ctx) as never)
        return fault === 'twice' ? (twice(give) as never) : give()
      },
    }
  }
}

/** It sets the count before it has done its work: what it set may count only once it has. */
async function remembered(ctx: BlockContext): Promise<{ next: Json }> {
  const count = Number((await ctx.state.get('count')) ?? 0) + 1
  await ctx.state.set('count', count)
  await ctx.sleep(20)
  return { next: count }
}

/** ms that things take out there; some are the same, so that they end together */
const LATENCIES = [0, 1, 3, 7, 7, 40, 300, 2000]

const never = () => new Promise<never>(() => {})

/** Some time later, whether the one who asked still wants it or not: the context's own `sleep` ends with its signal. */
const later = (ms: number, life: Life): Promise<void> => new Promise((resolve) => life.after(ms, resolve))

/** Files and a web that always work: what goes wrong is the runners' matter. */
export function quietWorld(): World {
  const ref = (path: string): FileRef => ({
    path,
    name: path.split('/').at(-1) ?? '',
    size: 1,
    type: 'text/plain',
  })
  const files: BlockFiles = {
    list: async (folder) =>
      ['a', 'b'].map((stem) => ({
        ...ref(`${folder}/${stem}.txt`),
        stem,
        ext: 'txt',
        modified: '2026-11-23T00:00:00Z',
        kind: 'file' as const,
      })),
    readText: async (path) => `the text of ${path}`,
    info: async (path) => ref(path),
    writeText: async (path) => ref(path),
    writeStream: async (path) => ref(path),
    openRead: () => Promise.reject(new Error('no file is read as a stream here')),
    openWrite: () => Promise.reject(new Error('no file is written as a stream here')),
    append: async (path) => ref(path),
    move: async (_from, to) => ref(to),
    copy: async (_from, to) => ref(to),
    remove: async (path) => ref(path),
    makeFolder: async (path) => ref(path),
    resolve: async (path) => path,
    zip: async ({ to }) => ({ ...ref(to), files: 1, leftOut: [] }),
    unzip: async ({ to }) => ({ ...ref(to), files: 1, folders: 0, leftOut: [] }),
    facts: () => Promise.reject(new Error('no file is looked at here')),
  }
  return {
    files: () => files,
    digest: makeDigest,
    zone: 'Europe/Berlin',
    http: async ({ method, headers }) => {
      if (method !== 'GET' && !headers['Idempotency-Key'] && !headers['idempotency-key'])
        throw new Error('a request that changes something came without its key')
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: new TextEncoder().encode(JSON.stringify({ method })),
      }
    },
  }
}

/** What becomes of an attempt that meets this fault. */
function meet<T>(fault: Fault['what'] | undefined, give: () => T): T {
  switch (fault) {
    case 'throws':
      throw new AppError({ code: 'sim.busy', message: 'Busy.', fix: 'Wait.', retryable: true })
    case 'refuses':
      throw new AppError({ code: 'sim.refused', message: 'Refused.', fix: 'Do not ask.' })
    case 'breaks':
      throw null
    case 'not-json':
      return { next: { big: 1n } } as T
    case 'no-output':
      return { elsewhere: 1 } as T
    default:
      return give()
  }
}

/** A promise of somebody else's making, that resolves twice and then throws. */
const twice = (give: () => unknown) => ({
  // biome-ignore lint/suspicious/noThenProperty: that is the fault
  then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
    resolve(give())
    resolve({ next: 'again' })
    reject(new Error('and again'))
  },
})
