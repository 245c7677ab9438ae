import type { BlockRunner } from '#shared/block'
import { createEvaluator, type Evaluator } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import { perItemOf } from './runtime/per-item.ts'
import type { StepOrder, ThreadStart } from './workers/heavy/heavy-messages.ts'
import type { ServeParts } from './workers/heavy/inside/serve-thread.ts'
import type { StepLink } from './workers/heavy/inside/step-link.ts'
import { ThreadScope } from './workers/heavy/inside/thread-scope.ts'
import { loadSandboxWasm } from './world/app-root.ts'
import { makeDigest } from './world/make-digest.ts'
import { makeFiles } from './world/make-files.ts'
import { threadTime } from './world/system-clock.ts'

/**
 * What steps in a heavy thread have of the world: files and digests of the thread's own, so that bytes stay in it; a
 * sandbox of its own, loaded when a field for each item needs it.
 */
export function threadParts(
  runners: ReadonlyMap<string, BlockRunner>,
  { root, home }: Pick<ThreadStart, 'root' | 'home'>,
): ServeParts {
  let evaluator: Evaluator | undefined
  const perItem = (order: StepOrder, link: StepLink, field: string) => {
    const { declaration } = runners.get(order.type) as BlockRunner
    const written = order.config[field] ?? (link.value({ of: 'config', key: field }) as Json)
    const block = { declaration, config: { [field]: written } }
    return perItemOf(evaluator as Evaluator, field, new ThreadScope(order, link), block)
  }
  return {
    runners,
    world: {
      files: ({ allowed, bin }, link, signal) =>
        makeFiles(
          {
            allowed: allowed ? [...allowed] : null,
            ...(home !== undefined && { home }),
            ...(bin && { bin: (path: string) => link.errand<void>('bin', [path]) }),
          },
          signal,
        ),
      digest: makeDigest,
      perItem,
    },
    async ready({ declaration }, config) {
      const fields = itemFields(declaration, config)
      if (Object.keys(fields).length === 0) return
      evaluator ??= await createEvaluator({ loadWasm: () => loadSandboxWasm(root), deadline: threadTime })
      if (evaluator.needsSandbox(fields)) await evaluator.ready()
    },
  }
}

/** Fields that the block evaluates itself, as they are written. */
const itemFields = ({ fields }: BlockRunner['declaration'], config: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(config).filter(([key]) => fields[key]?.perItem))
