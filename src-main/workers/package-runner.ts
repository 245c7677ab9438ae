import {
  type BlockContext,
  type BlockDeclaration,
  type BlockRunner,
  effectOf,
  isIdempotent,
} from '#shared/block'
import type { JsonObject } from '#shared/flow'
import type { WorkerPool } from './worker-pool.ts'
import type { CallListener, WorkerProgram } from './worker-program.ts'

/** What runs a block of an installed package: its worker does it, in a process of its own. */
export const packageRunner = (
  program: WorkerProgram,
  declaration: BlockDeclaration,
  pool: WorkerPool,
): BlockRunner => ({
  declaration,
  async run(config, ctx) {
    const finished = config as JsonObject
    const writes = effectOf(declaration, finished) === 'write' && !isIdempotent(declaration, finished)
    const call = {
      block: ctx.blockName,
      type: declaration.type,
      version: declaration.version,
      config: finished,
      input: ctx.input,
      key: ctx.idempotencyKey,
      again: !writes,
      ...(ctx.deadline !== undefined && { deadline: ctx.deadline }),
    }
    const { out, value } = await pool.run(program, call, listenerOf(ctx))
    return { [out]: value }
  },
})

/** What is heard of a call goes to its step. */
export const listenerOf = (ctx: BlockContext): CallListener => ({
  signal: ctx.signal,
  log: (level, text) => ctx.log[level](text),
  progress: (share, text) => ctx.progress(share, text),
})
