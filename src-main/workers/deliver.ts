import { AppError } from '#shared/error'
import type { Job } from './job.ts'
import type { OneWorker } from './one-worker.ts'
import type { FromWorker } from './protocol/message.ts'

/** Hands what a worker said to the call it is about. `unasked`: there is no call it may be about. */
export function deliver(worker: OneWorker, message: FromWorker): 'unasked' | 'heard' | 'answered' {
  if (message.kind === 'hello') {
    if (worker.permissions !== null) return 'unasked'
    worker.permissions = message.permissions
    return 'heard'
  }
  const job = 'id' in message ? worker.calls.get(message.id) : describing(worker)
  if (!job || job.over || !isAsked(job, message)) return 'unasked'
  job.begun = true
  return settle(worker, job, message) ? 'answered' : 'heard'
}

/** False: there is more to come. */
function settle(worker: OneWorker, job: Job, message: Exclude<FromWorker, { kind: 'hello' }>): boolean {
  switch (message.kind) {
    case 'log':
      worker.logged(job, message.text.length)
      job.listener.log(message.level, message.text)
      return false
    case 'progress':
      job.listener.progress(message.share, message.text)
      return false
    case 'beat':
      return false
  }
  worker.answered(job)
  switch (message.kind) {
    case 'out':
      job.done({ out: message.out, value: message.value })
      break
    case 'config':
      job.done({ config: message.config })
      break
    case 'blocks':
      job.done({ blocks: message.blocks })
      break
    default:
      job.fail(AppError.from(message.error))
  }
  return true
}

function describing({ calls }: OneWorker): Job | undefined {
  for (const job of calls.values()) if (job.ask === 'describe') return job
  return undefined
}

/** Whether this is something that may be said about such a call. */
function isAsked({ ask }: Job, { kind }: FromWorker): boolean {
  switch (kind) {
    case 'out':
    case 'progress':
      return ask === 'run'
    case 'config':
      return ask === 'migrate'
    case 'blocks':
    case 'describe-error':
      return ask === 'describe'
    default:
      return ask !== 'describe'
  }
}
