import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import type { BlockContext, CodeOrder } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { isFolder } from './is-folder.ts'
import { listenerOf } from './package-runner.ts'
import type { WorkerPool } from './worker-pool.ts'
import { NO_PERMISSIONS, type WorkerProgram } from './worker-program.ts'

/** Makes what is behind `ctx.runCode`: code of a person's own, in workers that reach nothing but what was ordered. */
export const codeRunner =
  (pool: WorkerPool, home: string = homedir()) =>
  async (order: CodeOrder, ctx: BlockContext): Promise<Json> => {
    const { code, language, again } = order
    // variables are many and few codes look at them
    const vars = /\bvars\b/.test(code) ? ctx.vars : {}
    const call = {
      block: ctx.blockName,
      type: 'data/code',
      version: 1,
      config: { code, language, vars },
      input: ctx.input,
      key: ctx.idempotencyKey,
      again,
      // a code that crashes keeps no other from running
      blame: code,
      ...(ctx.deadline !== undefined && { deadline: ctx.deadline }),
    }
    const { value } = await pool.run(programOf(order, home), call, listenerOf(ctx))
    return value
  }

const programs = new Map<string, WorkerProgram>()

/** Codes with the same rights share workers. */
function programOf({ packages, network }: CodeOrder, home: string): WorkerProgram {
  const folder = packages === undefined ? undefined : packagesFolder(packages, home)
  const key = `data/code ${network ? 'net' : ''} ${folder ?? ''}`
  const known = programs.get(key)
  if (known) return known
  const program: WorkerProgram = {
    key,
    name: 'data/code',
    run: { javascript: null, ...(folder !== undefined && { packages: folder }) },
    folder: null,
    permissions: { ...NO_PERMISSIONS, net: network ? ['*'] : [] },
  }
  programs.set(key, program)
  return program
}

function packagesFolder(named: string, home: string): string {
  const isHome = named === '~' || /^~[\\/]/.test(named)
  const folder = isHome ? join(home, named.slice(1)) : isAbsolute(named) ? resolve(named) : join(home, named)
  if (isFolder(join(folder, 'node_modules'))) return folder
  throw new AppError({
    code: 'code.no-packages',
    message: `There is no folder node_modules in ${named}.`,
    fix: 'Name the folder in which you ran npm install.',
    details: { field: 'packages' },
  })
}
