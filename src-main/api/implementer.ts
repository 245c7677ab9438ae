import { implement } from '@orpc/server'
import { contract, mapErrors } from '#shared/contract'
import type { ApiContext } from './context.ts'
import { crossing, INSIDE_ERROR } from './error-status.ts'
import { demand } from './permission.ts'

/** Told of what handlers threw by mistake; callers only see that something went wrong. */
export type OnBug = (error: unknown, operation: string) => void

/** What `os.flows.get.handler(...)` hangs from: every operation passes its errors and its permission here. */
export const makeImplementer = (onBug: OnBug) =>
  implement(contract)
    .$context<ApiContext>()
    .use(async ({ next, path }, _input, output) => {
      const cross = (error: unknown) => {
        const crossed = crossing(error)
        if (crossed.data.code === INSIDE_ERROR) onBug(error, path.join('.'))
        return crossed
      }
      return output(await mapErrors(async () => (await next()).output, cross))
    })
    .use(({ context, procedure, next }) => {
      demand(context.caller, procedure['~orpc'].meta.permission)
      return next()
    })

export type Implementer = ReturnType<typeof makeImplementer>
