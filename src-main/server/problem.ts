import type { ServerResponse } from 'node:http'
import { AppError, type AppErrorShape } from '#shared/error'
import { statusOf } from '../api/error-status.ts'

/** An error of the REST API as RFC 9457 writes it; `code`, `fix` and `problems` are ours. */
export type ProblemDocument = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  fix?: string
  retryable?: boolean
  problems?: unknown
  details?: Record<string, unknown>
}

/** `flow.not-found` is "Flow not found": the same for every error of that code, as the RFC wants it. */
const titleOf = (code: string): string => {
  const words = code
    .replaceAll('-', ' ')
    .replace(/^(api|server|link|command)\./, '')
    .replaceAll('.', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function problemOf(error: AppErrorShape): ProblemDocument {
  const { problems, ...details } = error.details ?? {}
  return {
    type: `urn:blockloom:${error.code}`,
    title: titleOf(error.code),
    status: statusOf(error.code),
    detail: error.message,
    code: error.code,
    ...(error.fix !== undefined && { fix: error.fix }),
    ...(error.retryable && { retryable: true }),
    ...(problems !== undefined && { problems }),
    ...(Object.keys(details).length > 0 && { details }),
  }
}

/** Ends an answer with a problem document. Does nothing when an answer has begun already. */
export function sendProblem(
  response: ServerResponse,
  error: AppError,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return void response.end()
  const problem = problemOf(error.toJSON())
  response.writeHead(problem.status, { ...headers, 'content-type': 'application/problem+json' })
  response.end(`${JSON.stringify(problem)}\n`)
}

export const noSuchRoute = (path: string): AppError =>
  new AppError({
    code: 'api.no-such-route',
    message: `There is nothing at ${path.slice(0, 200)}.`,
    fix: 'Look at /api/docs for what there is.',
  })
