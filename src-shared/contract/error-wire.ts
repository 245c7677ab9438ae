import { ORPCError } from '@orpc/client'
import { AppError, type AppErrorShape } from '#shared/error'

/** An AppError as it crosses a border. `status` is its HTTP status. */
export const toWire = (error: AppError, status: number): ORPCError<'APP', AppErrorShape> =>
  new ORPCError('APP', { status, message: error.message, data: error.toJSON(), cause: error })

/** The other side went away, or never was there. */
export const linkLost = (): AppError =>
  new AppError({
    code: 'link.lost',
    message: 'The connection to Blockloom was lost.',
    fix: 'Wait a moment or start Blockloom again; what was saved is kept.',
    retryable: true,
  })

/** What arrived from the other side, as an AppError again; anything else stays as it is. */
export function fromWire(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof ORPCError)) return error
  if (error.code === 'APP' && isShape(error.data)) return AppError.from(error.data)
  return new AppError({
    code: 'link.not-understood',
    message: `The other side did not understand the call: ${error.message}`,
    fix: 'Reload the page or start Blockloom again: the two sides may be of different versions.',
    cause: error,
  })
}

const isShape = (data: unknown): data is AppErrorShape =>
  typeof data === 'object' &&
  data !== null &&
  typeof (data as AppErrorShape).code === 'string' &&
  typeof (data as AppErrorShape).message === 'string'
