import type { AppErrorShape } from '#shared/error'
import type { LiveCall } from './live-call.ts'

/** V8 and Node, where a buffer does not fit into the memory that a worker may have. */
const NO_ROOM = /allocation failed|allocate memory|ENOMEM/

/**
 * What a block threw, as it travels. An AppError goes as it is, also one of the package's own copy of that class;
 * anything else is a mistake of the block, whose stack goes into the step's log.
 */
export function failureOf(thrown: unknown, call: LiveCall): AppErrorShape {
  if (isAppError(thrown)) {
    const { code, message, fix, retryable, details } = thrown
    return {
      code,
      message,
      ...(typeof fix === 'string' && { fix }),
      ...(retryable === true && { retryable }),
      ...(details && Object.keys(details).length > 0 && { details }),
    }
  }
  const text = sayThrown(thrown)
  if (isOutOfMemory(thrown))
    return {
      code: 'worker.out-of-memory',
      message: `The block needs more memory than it may have: ${text}.`,
      fix: 'Let it do less at once.',
    }
  if (thrown instanceof Error && thrown.stack) call.log('error', thrown.stack)
  return {
    code: 'block.broke',
    message: `The block broke: ${/[.!?]$/.test(text) ? text : `${text}.`}`,
    fix: 'This is a mistake in the block itself; report it to whoever made it.',
  }
}

export function isAppError(thrown: unknown): thrown is AppErrorShape {
  const { name, code, message } = (thrown ?? {}) as { name?: unknown; code?: unknown; message?: unknown }
  return name === 'AppError' && typeof code === 'string' && typeof message === 'string'
}

export const isOutOfMemory = (thrown: unknown): boolean => NO_ROOM.test(sayThrown(thrown))

/** `TypeError: x is not a function`, or what else was thrown. */
export function sayThrown(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  } catch {
    return 'something that cannot be said'
  }
}
