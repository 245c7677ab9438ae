import type { Problem } from '#shared/error'
import type { BlockShape } from './check-catalog.ts'
import { badDuration, badNumber } from './check-settings.ts'
import type { Block, RetryOptions } from './document.ts'

/** Problems of a block's options: lengths of time, numbers, and options that its kind does not have. */
export function optionProblems(block: Block, shape: BlockShape | undefined): Problem[] {
  const { timeout, retry } = block.options ?? {}
  const at = (path: string, option: string) => ({
    path: `options.${path}`,
    what: `The ${option} of "${block.name}"`,
  })
  return [
    ...(timeout === undefined
      ? []
      : badDuration({ ...at('timeout', 'time limit'), code: 'options.bad-duration' }, timeout)),
    ...(retry ? retryProblems(retry, at) : []),
    ...withoutEffect(block, shape),
  ]
}

function retryProblems(
  retry: Partial<RetryOptions>,
  at: (path: string, option: string) => { path: string; what: string },
): Problem[] {
  const { times, wait, max } = retry
  return [
    ...(times === undefined
      ? []
      : badNumber({ ...at('retry.times', 'number of retries'), code: 'options.bad-number' }, times, 0)),
    ...(wait === undefined
      ? []
      : badDuration(
          { ...at('retry.wait', 'wait between retries'), code: 'options.bad-duration' },
          wait,
          true,
        )),
    ...(max === undefined
      ? []
      : badDuration(
          { ...at('retry.max', 'longest wait between retries'), code: 'options.bad-duration' },
          max,
          true,
        )),
  ]
}

/** What starts runs by itself has a retry of its own: of the whole run. */
const isTrigger = (block: Block, shape: BlockShape | undefined): boolean =>
  shape === 'hat' && block.type !== 'start/manual' && block.type !== 'start/called'

/** Control blocks have no retry and no timeout, hats and caps have no onError either (design: "Errors"). */
function withoutEffect(block: Block, shape: BlockShape | undefined): Problem[] {
  const ends = shape === 'hat' || shape === 'cap'
  const control = ends || shape === 'c' || block.type.startsWith('control/')
  const idle = [
    ...(control && block.options?.timeout !== undefined ? ['timeout'] : []),
    ...(control && !isTrigger(block, shape) && block.options?.retry?.times ? ['retry'] : []),
    ...(ends && block.options?.onError !== undefined && block.options.onError !== 'stop' ? ['onError'] : []),
  ]
  return idle.map((option) => ({
    code: 'options.no-effect',
    severity: 'warning',
    message: `The option "${option}" does nothing on "${block.name}".`,
    fix: 'Remove the option.',
    path: `options.${option}`,
  }))
}
