import type { IncomingMessage, ServerResponse } from 'node:http'
import { StandardOpenAPIHandler } from '@orpc/openapi/standard'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { ApiContext } from '../api/context.ts'
import { visible } from '../api/error-status.ts'
import type { AnyRouter } from '../api/rpc-handler.ts'
import { noSuchRoute, type ProblemDocument, problemOf } from './problem.ts'
import { readBody } from './read-body.ts'
import { methodsAt } from './rest-routes.ts'

export const REST = '/api/v1'
export type Rest = (
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  context: ApiContext,
) => Promise<void>

/** Serves the contract's operations that have a path as REST. Answers are JSON, errors RFC 9457 documents. */
export function makeRest(router: AnyRouter): Rest {
  const handler = new StandardOpenAPIHandler(router, {
    filter: ({ contract }) => contract['~orpc'].route.path !== undefined,
    customErrorResponseBodyEncoder: (error) => problemOf(visible(error).toJSON()),
  })
  return async (request, response, url, context) => {
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET')
    const body = inputOf(url, method, await readBody(request))
    const { response: answer } = await handler.handle(
      { method, url, headers: request.headers, signal: whenClosed(response), body: async () => body },
      { prefix: REST, context },
    )
    if (!answer) throw notServed(url.pathname, response)
    send(response, answer.status, answer.body)
  }
}

/** `POST /flows/x/run?wait=30s`: what stands in the address belongs to the input; the body goes first. */
function inputOf(url: URL, method: string, body: Json | undefined): Json | undefined {
  if (method === 'GET' || url.search === '') return body
  if (body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body))) return body
  return { ...Object.fromEntries(url.searchParams), ...body }
}

/** Raised when the caller goes away before the answer is out. */
function whenClosed(response: ServerResponse): AbortSignal {
  const closed = new AbortController()
  response.once('close', () => closed.abort())
  return closed.signal
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  const problem = status >= 400 ? (body as ProblemDocument) : undefined
  const type = problem ? 'application/problem+json' : 'application/json'
  response.writeHead(problem?.status ?? status, { 'content-type': type })
  response.end(`${JSON.stringify(body ?? null)}\n`)
}

function notServed(pathname: string, response: ServerResponse): AppError {
  const allowed = methodsAt(pathname.slice(REST.length))
  if (allowed.length === 0) return noSuchRoute(pathname)
  response.setHeader('allow', allowed.join(', '))
  return new AppError({
    code: 'api.wrong-method',
    message: `${pathname} does not take this method.`,
    fix: `It takes ${allowed.join(', ')}.`,
  })
}
