import { AppError, type AppErrorShape } from '#shared/error'
import type { WorkerCall, WorkerProgram } from './worker-program.ts'

/** What a worker did that is not borne: the end of a sentence that begins with its name, and its code. */
export type Fault = {
  readonly code: `worker.${string}`
  /** `ended in the middle of its work (exit code 3)` */
  readonly did: string
  readonly fix?: string
  /** trying again may help */
  readonly retryable?: boolean
}

/** The failure of a step by its worker: names the block and what its worker did. */
export function workerError(
  program: WorkerProgram,
  { block, type }: Pick<WorkerCall, 'block' | 'type'>,
  fault: Fault,
): AppError {
  const isCode = type === 'data/code'
  const who = isCode ? `The code of "${block}"` : `"${block}" (${program.name})`
  const shape: AppErrorShape = {
    code: fault.code,
    message: `${who} ${fault.did}.`,
    fix: fault.fix ?? (isCode ? MEND_CODE : MEND_PACKAGE),
    ...(fault.retryable && { retryable: true }),
    details: { worker: program.name },
  }
  return new AppError(shape)
}

const MEND_CODE = 'Look at the code of the block; its log shows what it said before.'
const MEND_PACKAGE =
  'This is a mistake in the package; report it to whoever made it, with the log of the step.'

/** Blockloom is closing, or the pool is. */
export const poolCloses = (): AppError =>
  new AppError({ code: 'host.stops', message: 'Blockloom is closing.' })
