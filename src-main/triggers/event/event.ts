import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { Hat, TriggerHost, TriggerKind } from '../trigger-runner.ts'
import type { Emitted, Events, Listening } from './events.ts'
import { type PayloadCheck, payloadCheck } from './payload-schema.ts'

type Armed = { hat: Hat; check: PayloadCheck | null }

/** Fires when an event of its name is emitted and carries what its schema asks for. */
export const event = (events: Events): TriggerKind => ({
  type: 'start/event',
  make(host) {
    const byName = new Map<string, Set<Armed>>()
    const leave = events.listen((emitted) => hear(host, byName.get(emitted.name), emitted))
    return {
      arm(hat) {
        const { name, schema } = host.config(hat)
        const check = schema === undefined || schema === null ? null : payloadCheck(schema as Json)
        const heard = String(name).trim()
        const those = byName.get(heard) ?? new Set()
        byName.set(heard, those.add({ hat, check }))
      },
      disarm(hat) {
        for (const [name, those] of byName) {
          for (const armed of those) if (armed.hat === hat) those.delete(armed)
          if (those.size === 0) byName.delete(name)
        }
      },
      close: leave,
    }
  },
})

function hear(
  host: TriggerHost,
  those: ReadonlySet<Armed> | undefined,
  { payload, key }: Emitted,
): Listening[] {
  return [...(those ?? [])].map(({ hat, check }) => ({
    ...{ flowId: hat.flowId, flowName: hat.flowName, block: hat.block },
    why: refusal(check, payload),
    fire: () => host.fire(hat, { value: payload, key }),
    refuse: (why) => host.refused(hat, why),
  }))
}

/** What is to be known of a hat when another one that is on waits for the same event. */
export function eventShared({ written: { name } }: Hat, on: Hat): AppError | null {
  if (name !== on.written.name) return null
  return new AppError({
    code: 'event.shared',
    message: `"${on.flowName}" waits for the event "${name}" too, by its block "${on.blockName}".`,
    fix: 'Both run when it comes. Switch one of the two off if that is not meant.',
    details: { flow: on.flowId, block: on.block },
  })
}

function refusal(check: PayloadCheck | null, payload: Json): string | null {
  try {
    return check?.(payload) ?? null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}
