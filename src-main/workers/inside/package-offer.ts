import { pathToFileURL } from 'node:url'
import { AppError } from '#shared/error'
import type { Json, JsonObject } from '#shared/flow'
import type { PackageContext } from './package-sdk.ts'
import type { Offer } from './serve.ts'
import { type ContextParts, WorkerContext } from './worker-context.ts'

/** What a package's module exports, as far as it is looked at. */
type Runner = {
  declaration: { type: string; outputs: Readonly<Record<string, unknown>> }
  run(config: JsonObject, ctx: PackageContext): unknown
  migrate?(config: JsonObject, from: number): JsonObject | Promise<JsonObject>
}

/** A worker that runs the blocks of a package. Its module is loaded by the first call. */
export function packageOffer(file: string, parts: ContextParts): Omit<Offer, 'atOnce'> {
  let loading: Promise<ReadonlyMap<string, Runner>> | undefined
  const load = () => {
    loading ??= loadRunners(file)
    return loading
  }
  const find = async (type: string): Promise<Runner> => {
    const runner = (await load()).get(type)
    if (!runner) throw unknownType(type, file)
    return runner
  }
  return {
    async run({ type, config, input }, call) {
      const runner = await find(type)
      const result = await runner.run(config, new WorkerContext(call, input, parts))
      return theOutput(result, runner)
    },
    explain: (thrown) => thrown,
    describe: async () => [...(await load()).values()].map(({ declaration }) => declaration as Json),
    async migrate({ type, from, config }) {
      const { migrate } = await find(type)
      if (!migrate) throw noMigration(type, from)
      return migrate(config, from)
    },
  }
}

async function loadRunners(file: string): Promise<ReadonlyMap<string, Runner>> {
  const module = (await import(pathToFileURL(file).href)) as { blocks?: unknown; default?: unknown }
  const list = module.blocks ?? module.default
  if (!Array.isArray(list) || !list.every(isRunner))
    throw new AppError({
      code: 'package.no-blocks',
      message: `${file} exports no list of blocks.`,
      fix: 'Export `blocks`: a list of what `implement` makes.',
    })
  return new Map(list.map((runner) => [runner.declaration.type, runner]))
}

function isRunner(given: unknown): given is Runner {
  const { declaration, run } = (given ?? {}) as Partial<Runner>
  return (
    typeof declaration?.type === 'string' &&
    typeof declaration.outputs === 'object' &&
    typeof run === 'function'
  )
}

/** `{ next: value }`: the one declared output that is there. */
function theOutput(result: unknown, { declaration }: Runner): { out: string; value: unknown } {
  if (typeof result === 'object' && result !== null)
    for (const [out, value] of Object.entries(result))
      if (value !== undefined && Object.hasOwn(declaration.outputs, out)) return { out, value }
  throw new AppError({
    code: 'block.wrong-output',
    message: `The block gave none of its outputs (${Object.keys(declaration.outputs).join(', ')}).`,
    fix: 'This is a mistake in the block itself; report it to whoever made it.',
  })
}

const unknownType = (type: string, file: string): AppError =>
  new AppError({
    code: 'package.no-such-block',
    message: `There is no block ${type} in ${file}.`,
    fix: 'Update the package, or remove the block.',
  })

const noMigration = (type: string, from: number): AppError =>
  new AppError({
    code: 'package.no-migration',
    message: `${type} does not say how a block of version ${from} becomes one of today.`,
    fix: 'Make the block anew, or ask whoever made the package.',
  })
