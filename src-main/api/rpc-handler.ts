import type { Router } from '@orpc/server'
import { StandardRPCHandler } from '@orpc/server/standard'
import { guardJson } from '#shared/flow'
import type { ApiContext } from './context.ts'
import { crossing } from './error-status.ts'

/** A router of any contract that runs with our context; the library's own bound. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type AnyRouter = Router<any, ApiContext>
export type RpcHandler = StandardRPCHandler<ApiContext>

const made = new WeakMap<AnyRouter, RpcHandler>()

/** What answers calls that come over channels: made once for each router. */
export function rpcHandlerOf(router: AnyRouter): RpcHandler {
  const handler = made.get(router) ?? makeRpcHandler(router)
  made.set(router, handler)
  return handler
}

/** Bodies are guarded (depth, size, forbidden keys) before anything looks at them. */
const makeRpcHandler = (router: AnyRouter): RpcHandler =>
  new StandardRPCHandler(router, {
    interceptors: [
      async ({ request, next }) => {
        try {
          guardJson((await request.body()) ?? null)
        } catch (error) {
          throw crossing(error)
        }
        return next()
      },
    ],
  })
