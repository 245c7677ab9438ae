/**
 * Which steps run in a thread. What stays on the main thread though it is declared heavy:
 * - a use that is light: by its config, by a pattern that is quick on every text of that length, or as its file is small
 *   (`isHeavy`, `filesToWeigh`). A thread takes 23 MB and 0.1 s to start, a hop 80 us;
 * - a step whose context was not made by the engine, as in the tests of blocks: a thread could not make the same again;
 * - a file that cannot be looked at: the block says what is wrong with it.
 *
 * `ctx.openHttp`, `emit` and `respond` are not there in a thread: bytes of the first would have to go through the main
 * one, the others belong to the turn in which the step ends. No block that uses them is heavy; a test holds that.
 */
import {
  type BlockContext,
  type BlockDeclaration,
  type BlockResult,
  type BlockRunner,
  effectOf,
  filesToWeigh,
  isHeavy,
  isIdempotent,
} from '#shared/block'
import type { JsonObject } from '#shared/flow'
import type { HeavyPool } from './heavy-pool.ts'
import { type EngineContext, isOfEngine } from './step-inside.ts'

type Runners = ReadonlyMap<string, BlockRunner>
type Result = ReturnType<BlockRunner['run']>

/** The runners, with heavy work sent to the pool. */
export const heavyRunners = (runners: Runners, pool: Pick<HeavyPool, 'do'>): Runners =>
  new Map(
    [...runners].map(([type, runner]) => [
      type,
      runner.declaration.heavy ? sendingHeavy(runner, pool) : runner,
    ]),
  )

const sendingHeavy = (runner: BlockRunner, pool: Pick<HeavyPool, 'do'>): BlockRunner => {
  const { declaration } = runner
  const aside = (config: JsonObject, ctx: EngineContext) => inThread(declaration, config, ctx, pool)
  return {
    declaration,
    run(config, ctx): Result {
      if (!isOfEngine(ctx)) return runner.run(config, ctx)
      const finished = config as JsonObject
      if (filesToWeigh(declaration, finished).length === 0)
        return isHeavy(declaration, finished) ? aside(finished, ctx) : runner.run(config, ctx)
      return weigh(declaration, finished, ctx).then((heavy) =>
        heavy ? aside(finished, ctx) : runner.run(config, ctx),
      )
    },
  }
}

/** By the size of its files. */
async function weigh(declaration: BlockDeclaration, config: JsonObject, ctx: BlockContext): Promise<boolean> {
  const sizes = new Map<string, number>()
  for (const key of filesToWeigh(declaration, config)) {
    const file = await ctx.files.info(String(config[key])).catch(() => undefined)
    sizes.set(key, file?.size ?? 0)
  }
  return isHeavy(declaration, config, sizes)
}

const inThread = (
  declaration: BlockDeclaration,
  config: JsonObject,
  ctx: EngineContext,
  pool: Pick<HeavyPool, 'do'>,
): Promise<BlockResult<string>> =>
  new Promise((resolve, reject) => {
    const writes = effectOf(declaration, config) === 'write' && !isIdempotent(declaration, config)
    const job = { type: declaration.type, config, ctx, again: !writes }
    pool.do({ ...job, done: (result) => resolve(result as BlockResult<string>), failed: reject })
  })
