import { AppError } from '#shared/error'

export const tooMuchMemory = (block: string, mostMb: number): AppError =>
  new AppError({
    code: 'worker.out-of-memory',
    message: `"${block}" needed more than the ${mostMb} MB of memory it may have and was ended.`,
    fix: 'Let it do less at once: work on a part of the list, or on smaller files.',
  })

/** @param why what the thread said last */
export const threadEnded = (block: string, why: string): AppError =>
  new AppError({
    code: 'worker.ended',
    message: `"${block}" ended in the middle of its work: ${why.replace(/\.$/, '')}.`,
    fix: 'Run it again. If that does not help, this is a mistake in the block itself; report it with the flow that shows it.',
    retryable: true,
  })
