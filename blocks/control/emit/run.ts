import { implement } from '#shared/block'
import { AppError } from '#shared/error'
import { emit } from './block.ts'

const LONGEST_NAME = 200

export const run = implement(emit, (config, ctx) => {
  const name = config.name.trim()
  if (name === '' || name.length > LONGEST_NAME) throw badName(name)
  const listeners = ctx.emit(name, config.payload ?? null)
  if (listeners === 0)
    ctx.log.warn(`Nobody listens to "${name}": no flow that is switched on begins with this event.`)
  else ctx.log.info(`"${name}" starts ${listeners} ${listeners === 1 ? 'flow' : 'flows'}.`)
  return { next: ctx.input }
})

const badName = (name: string): AppError =>
  new AppError({
    code: name === '' ? 'config.required' : 'config.out-of-range',
    message: name === '' ? '"Event" is empty.' : `"Event" is longer than ${LONGEST_NAME} characters.`,
    fix: 'Give it a short name, such as order-paid.',
    details: { field: 'name' },
  })
