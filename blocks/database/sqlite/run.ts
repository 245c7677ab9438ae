import { implement } from '#shared/block'
import { sqlite } from './block.ts'

export const run = implement(sqlite, async (config, ctx) => {
  // loaded when it is first needed: a start should not wait for it
  const { querySql, runSql, insertMany } = await import('./deeds.ts')
  if (config.do === 'query') return { next: await querySql(config, ctx) }
  if (config.do === 'run') return { next: await runSql(config, ctx) }
  return { next: await insertMany(config, ctx, config.do === 'upsert') }
})
