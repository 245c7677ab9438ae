import { guardJson } from '#shared/flow'
import type { ReplyWay } from '#shared/run'
import type { Caller } from './context.ts'
import type { Implementer } from './implementer.ts'
import { runOf } from './run-and-wait.ts'
import type { Services } from './services.ts'

const BY: Record<Caller['kind'], ReplyWay> = {
  session: 'browser',
  token: 'api',
  desktop: 'desktop',
  command: 'command',
}

/** Operations on questions that flows ask people. */
export function questionOperations(os: Implementer['runs'], services: Services) {
  const { runtime } = services
  return {
    questions: os.questions.handler(() => runtime.questions()),
    reply: os.reply.handler(async ({ input: { id, answer, block, pointer }, context }) => {
      guardJson({ answer })
      await runtime.reply(id, { answer, block, pointer, by: BY[context.caller.kind] })
      return runOf(services, id)
    }),
  }
}
