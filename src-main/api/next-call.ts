import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { Hat } from '../triggers/trigger-runner.ts'
import type { Services } from './services.ts'

type CallServices = Pick<Services, 'hooks'> & { store: Pick<Services['store'], 'flows' | 'versions'> }
type Seen = { address?: string; value?: Json }

/**
 * Waits for the next call of a webhook: first tells where it may be called without starting a run, then what came.
 * @throws AppError `flow.not-found`, `trigger.no-webhook`, those of arming it, `webhook.no-call`
 */
export async function* nextCall(
  services: CallServices,
  { flow, block }: { flow: string; block: string },
  signal?: AbortSignal,
): AsyncGenerator<Seen> {
  const hat = await webhookIn(services, flow, block)
  const stop = new AbortController()
  // whoever waits may go while nothing comes
  signal?.addEventListener('abort', () => stop.abort(), { once: true })
  const began = Promise.withResolvers<string | undefined>()
  const call = services.hooks.nextCall(hat, stop.signal, began.resolve)
  call.catch(began.reject)
  try {
    const address = await began.promise
    yield { ...(address !== undefined && { address }) }
    const value = await call
    if (value) yield { value }
  } finally {
    stop.abort()
  }
}

/** As it stands in the draft, which may be other than what is on. */
async function webhookIn({ store }: CallServices, flow: string, block: string): Promise<Hat> {
  const { id, name, document } = await store.flows.get(flow)
  const found = document.blocks.find((one) => one.id === block)
  if (found?.type !== 'start/webhook')
    throw new AppError({
      code: 'trigger.no-webhook',
      message: `"${name}" has no webhook ${block}.`,
      fix: 'Give the id of a block "When a web call arrives" of that flow.',
      details: { flow, block },
    })
  return {
    ...{ flowId: id, block, type: found.type, versionId: store.versions.newest(id) ?? '' },
    ...{ flowName: name, blockName: found.name, written: found.config },
  }
}
