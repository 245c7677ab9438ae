import { implement } from '#shared/block'
import { say } from './block.ts'

export const run = implement(say, (config, ctx) => {
  ctx.log[config.level](config.text)
  return { next: ctx.input }
})
