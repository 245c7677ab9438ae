import { AppError } from '#shared/error'
import type { HatId } from '../runtime/ports.ts'
import type { Hat } from './trigger-runner.ts'

export const couldNotListen = ({ blockName }: Hat, cause: unknown): AppError =>
  new AppError({
    code: 'trigger.failed',
    message: `"${blockName}" could not begin to listen: ${String(cause)}`,
    fix: 'It is tried again by itself.',
    cause,
  })

export const noSuchTrigger = ({ flowId, block }: HatId): AppError =>
  new AppError({
    code: 'trigger.not-found',
    message: `No flow that is switched on has a trigger ${block} in ${flowId}.`,
    fix: 'See the triggers with: blockloom triggers list',
    details: { flow: flowId, block },
  })
