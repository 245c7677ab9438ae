import { guardJson } from '#shared/flow'
import type { TriggerView } from '../triggers/trigger-view.ts'
import { eventSenders } from './event-senders.ts'
import type { Implementer } from './implementer.ts'
import { live } from './live.ts'
import { nextCall } from './next-call.ts'
import type { Services } from './services.ts'
import { addHat, changeHat, removeHat } from './trigger-edits.ts'

/** ms between two pictures of all triggers */
const FRAME = 100

/** Operations on what starts runs. */
export function triggerOperations(os: Implementer['triggers'], services: Services) {
  const { triggers } = services
  const paused = () => ({ pausedSince: triggers.pausedSince() })
  const set = async (hat: { flow: string; block: string }, enabled: boolean) => {
    const id = { flowId: hat.flow, block: hat.block }
    await triggers.enable(id, enabled)
    return triggers.show(id)
  }
  return {
    list: os.list.handler(({ input }) => triggers.list(input.flow)),
    show: os.show.handler(({ input: { flow, block } }) => triggers.show({ flowId: flow, block })),
    create: os.create.handler(({ input }) => addHat(services, input)),
    update: os.update.handler(({ input }) => changeHat(services, input)),
    delete: os.delete.handler(({ input }) => removeHat(services, input)),
    enable: os.enable.handler(({ input }) => set(input, true)),
    disable: os.disable.handler(({ input }) => set(input, false)),
    fire: os.fire.handler(({ input: { flow, block, value } }) => {
      if (value !== undefined) guardJson({ value })
      return triggers.fire({ flowId: flow, block }, value)
    }),
    next: os.next.handler(({ input: { flow, block, count } }) =>
      triggers.nextTimes({ flowId: flow, block }, count),
    ),
    history: os.history.handler(({ input: { flow, block, limit } }) => {
      const hat = { flowId: flow, block }
      triggers.show(hat)
      return services.store.triggers.notes(hat, limit)
    }),
    pause: os.pause.handler(async () => {
      await triggers.pause()
      return paused()
    }),
    goOn: os.goOn.handler(async () => {
      await triggers.goOn()
      return paused()
    }),
    paused: os.paused.handler(paused),
    nextCall: os.nextCall.handler(({ input, signal }) => live(nextCall(services, input, signal), signal)),
    watch: os.watch.handler(({ signal }) => live(watchTriggers(services), signal)),
  }
}

/** Operations on events. */
export function eventOperations(os: Implementer['events'], { events, store }: Services) {
  return {
    senders: os.senders.handler(({ input: { name } }) => eventSenders(store.flows, name)),
    emit: os.emit.handler(async ({ input: { name, payload = null, key } }) => {
      guardJson({ payload })
      const heard = events.emit({ name, payload, key })
      await store.journal.flush()
      return { heard }
    }),
  }
}

type Picture = { pausedSince: number | null; triggers: TriggerView[] }

/** All there is at once, then again whenever something changes. A slow reader gets the newest only. */
async function* watchTriggers({ triggers }: Services): AsyncGenerator<Picture> {
  let changed = true
  let wake = () => {}
  const leave = triggers.listen(() => {
    changed = true
    wake()
  })
  try {
    for (;;) {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve))
      changed = false
      yield { pausedSince: triggers.pausedSince(), triggers: triggers.list() }
      await new Promise((resolve) => setTimeout(resolve, FRAME))
    }
  } finally {
    leave()
  }
}
