import { parentPort, workerData } from 'node:worker_threads'
import type { BlockRunner } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { jsonValue } from '#shared/json'
import { asFailure, asThrown } from '../failure.ts'
import type { StepOrder, ThreadStart, ToThread } from '../heavy-messages.ts'
import { AskMain } from './ask-main.ts'
import { StepLink } from './step-link.ts'
import { ThreadContext, type ThreadWorld } from './thread-context.ts'

export type ServeParts = {
  readonly runners: ReadonlyMap<string, BlockRunner>
  readonly world: ThreadWorld
  /** what has to be loaded before that step can run at once; undefined: nothing */
  ready(runner: BlockRunner, config: JsonObject): Promise<void> | undefined
}

/** What this thread was started with. */
export const threadStart = (): ThreadStart => workerData as ThreadStart

/** Takes steps from the main thread, one at a time. */
export function serveThread(parts: ServeParts): void {
  const main = new AskMain(threadStart())
  let now: { link: StepLink; context: ThreadContext } | undefined
  parentPort?.on('message', (message: ToThread) => {
    if (message.do === 'back') now?.link.back(message)
    else if (message.do === 'stop') {
      if (now?.link.step === message.step) now.context.stop(asThrown(message.why))
    } else {
      const link = new StepLink(main, message.order)
      const context = new ThreadContext(message.order, link, parts.world)
      now = { link, context }
      void perform(parts, message.order, link, context)
    }
  })
}

async function perform(
  { runners, ready }: ServeParts,
  order: StepOrder,
  link: StepLink,
  context: ThreadContext,
): Promise<void> {
  try {
    const runner = runners.get(order.type)
    if (!runner) throw new Error(`nothing runs ${order.type} in a thread`)
    const config = wholeConfig(order, link, context)
    await ready(runner, config)
    const result = await runner.run(config as never, context)
    const { out, value } = givenBy(runner, result)
    context.tellProgress()
    if (out === null) link.end({ out })
    else if (context.isInput(value)) link.end({ out, same: true })
    else link.end({ out, value: link.give(jsonValue(value)) })
  } catch (thrown) {
    context.tellProgress()
    link.end({ failure: asFailure(thrown) })
  }
}

function wholeConfig(order: StepOrder, link: StepLink, context: ThreadContext): JsonObject {
  const config: Record<string, Json> = { ...order.config }
  for (const key of order.inputAs) config[key] = context.input
  for (const key of order.large) config[key] = link.value({ of: 'config', key }) as Json
  return config
}

/** As the engine reads a result, which says what is wrong with one that gave nothing. */
function givenBy({ declaration }: BlockRunner, result: unknown): { out: string | null; value: unknown } {
  if (typeof result === 'object' && result !== null)
    for (const [out, value] of Object.entries(result))
      if (value !== undefined && Object.hasOwn(declaration.outputs, out)) return { out, value }
  return { out: null, value: null }
}
