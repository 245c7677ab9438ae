import type { Json } from '#shared/flow'

/**
 * What a block remembers between the runs of its flow: small things, such as ids it has seen, or how far it has read.
 *
 * What is set counts when the step ends well, in one commit with its result, so a crash neither forgets nor doubles;
 * an attempt that fails or is dropped leaves no trace. Steps of one block in one flow that use its state do so one
 * after the other: the first call waits for its turn, and keeps it until the step is over.
 */
export type BlockState = {
  get(key: string): Promise<Json | undefined>
  /** @throws AppError `state.too-large` when all that the block remembers would be over 4 MB, or 1,000 keys */
  set(key: string, value: Json): Promise<void>
  delete(key: string): Promise<void>
}
