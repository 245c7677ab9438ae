import type { JsonObject } from '#shared/flow'
import type { StepOrder } from './heavy-messages.ts'
import type { EngineContext } from './step-inside.ts'
import { isLight } from './value-pieces.ts'

export type OrderOf = {
  readonly step: number
  readonly type: string
  readonly config: JsonObject
  readonly ctx: EngineContext
  readonly allowed: readonly string[] | null
  readonly bin: boolean
}

/** A step as it is sent to a thread. Values in one message stay one and the same there, also config that is the input. */
export function stepOrder({ step, type, config, ctx, allowed, bin }: OrderOf): StepOrder {
  const { input } = ctx
  const isSmall = isLight(input)
  const keys = Object.keys(config)
  const inputAs = isSmall ? [] : keys.filter((key) => config[key] === input)
  const large = keys.filter((key) => !inputAs.includes(key) && !isLight(config[key] ?? null))
  const light = keys.filter((key) => !inputAs.includes(key) && !large.includes(key))
  return {
    ...{ step, type, large, inputAs, allowed, bin },
    ...(isSmall && { input }),
    config: Object.fromEntries(light.map((key) => [key, config[key] ?? null])),
    blockName: ctx.blockName,
    idempotencyKey: ctx.idempotencyKey,
    deadline: ctx.deadline,
    now: ctx.now(),
    zone: ctx.zone,
    seeds: ctx.inside().seeds,
  }
}
