import { createRouterClient } from '@orpc/server'
import { type Client, fromWire, mapErrors } from '#shared/contract'
import type { Caller } from './context.ts'
import type { Router } from './handlers.ts'

/** Calls the operations inside this process, with the same types and AppErrors as from afar. */
export const makeClient = (router: Router, caller: Caller): Client =>
  createRouterClient(router, {
    context: { caller },
    interceptors: [({ next }) => mapErrors(async () => next(), fromWire)],
  })
