import { implement } from '#shared/block'
import { log } from './block.ts'

export const run = implement(log, (config, ctx) => {
  ctx.log[config.level](config.text)
  return { next: ctx.input }
})
