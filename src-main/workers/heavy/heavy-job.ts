import type { Json, JsonObject } from '#shared/flow'
import type { EngineContext } from './step-inside.ts'

/** One step that a thread does. */
export type HeavyJob = {
  readonly type: string
  readonly config: JsonObject
  readonly ctx: EngineContext
  /** doing it twice does no harm */
  readonly again: boolean
  /** threads that ended under it */
  crashes: number
  /** by output; one that gave none of its outputs gave `{}` */
  done(result: Readonly<Record<string, Json>>): void
  failed(thrown: unknown): void
}
