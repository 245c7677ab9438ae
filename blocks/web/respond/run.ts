import { implement } from '#shared/block'
import { respond } from './block.ts'
import { webAnswer } from './web-answer.ts'

export const run = implement(respond, (config, ctx) => {
  const answer = webAnswer(config)
  const about = `${answer.status}${answer.headers['content-type'] ? `, ${answer.headers['content-type']}` : ''}`
  switch (ctx.respond(answer)) {
    case 'given':
      ctx.log.info(`Answered with ${about}.`)
      break
    case 'answered':
      ctx.log.warn(`The call has its answer already; this one (${about}) goes nowhere.`)
      break
    case 'nobody':
      ctx.log.info(`No call from the web waits for this run; it would have been answered with ${about}.`)
  }
  return { next: ctx.input }
})
