import type { IncomingMessage, ServerResponse } from 'node:http'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { type AskDoor, publicHosts } from '../api/ask-door.ts'
import { visible } from '../api/error-status.ts'
import type { OnBug } from '../api/implementer.ts'
import { setAnswerHeaders } from './answer-headers.ts'
import { ASK, askRoute } from './ask-route.ts'
import { callerOf, type Doors, demandCaller } from './caller.ts'
import { docsPage } from './docs-page.ts'
import type { OpenApiDocument } from './openapi-document.ts'
import { checkHost, checkHostAndOrigin } from './own-address.ts'
import { sendPage, signInPage, usedLinkPage } from './plain-page.ts'
import { noSuchRoute, sendProblem } from './problem.ts'
import { REST, type Rest } from './rest.ts'
import { sessionCookie } from './sessions.ts'
import type { SignInKeys } from './sign-in-keys.ts'
import type { StaticFiles } from './static-files.ts'

export type Routes = {
  doors: Doors
  hosts: ReadonlySet<string>
  keys: SignInKeys
  rest: Rest
  files: StaticFiles
  /** rules for the studio's faces */
  fonts: string
  /** for people who were sent the link of a question; missing: none are */
  asks?: AskDoor
  /** hosts that count besides our own where nobody has to be signed in */
  settings: { get(key: string): Json | undefined }
  /** made when first asked for */
  document(): Promise<OpenApiDocument>
  /** whether work can be taken: not stopping, the disk takes what is written */
  ready(): boolean
  onBug: OnBug
}

/** Answers one request; whatever is thrown on the way becomes a problem document. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
): Promise<void> {
  setAnswerHeaders(response, 'data')
  try {
    const url = new URL(request.url ?? '/', 'http://blockloom')
    if (routes.asks && url.pathname.startsWith(ASK)) {
      checkHost(request, new Set([...routes.hosts, ...publicHosts(routes.settings)]))
      await askRoute(request, response, url, routes.asks)
      return
    }
    checkHostAndOrigin(request, routes.hosts)
    await route(request, response, url, routes)
  } catch (error) {
    if (!(error instanceof AppError)) routes.onBug(error, `${request.method} ${withoutToken(request.url)}`)
    if (!request.complete) {
      // what is left of the body is not used: the connection cannot be used again
      response.setHeader('connection', 'close')
      await discardRest(request)
    }
    sendProblem(response, visible(error))
  }
}

/** An address as it may stand in a log. */
const withoutToken = (url = '/'): string => (url.startsWith(ASK) ? `${ASK}…` : (url.split('?')[0] as string))

/** ms that a body which nobody wants may still take to arrive */
const LINGER = 2000

/** A connection that is closed while its client still sends takes the answer with it: the rest is read and dropped. */
function discardRest(request: IncomingMessage): Promise<void> {
  if (request.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    const late = setTimeout(resolve, LINGER)
    const done = () => {
      clearTimeout(late)
      resolve()
    }
    request.once('end', done).once('close', done).resume()
  })
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  routes: Routes,
): Promise<void> {
  const path = url.pathname
  if (path.startsWith('/health/')) return health(response, path, routes)
  if (path.startsWith('/api/')) return api(request, response, url, routes)
  if (request.method !== 'GET' && request.method !== 'HEAD') throw onlyReads(response, path)
  if (path === '/sign-in') return signIn(request, response, url, routes)
  if (!callerOf(request, routes.doors)) return sendPage(response, 401, signInPage())
  return routes.files(request, response, decoded(path))
}

function health(response: ServerResponse, path: string, routes: Routes): void {
  if (path !== '/health/live' && path !== '/health/ready') throw noSuchRoute(path)
  const good = path === '/health/live' || routes.ready()
  response.writeHead(good ? 200 : 503, { 'content-type': 'application/json' })
  response.end(`{"status":"${good ? 'ok' : 'unavailable'}"}\n`)
}

async function api(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  routes: Routes,
): Promise<void> {
  const caller = demandCaller(request, routes.doors)
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads && url.pathname === '/api/docs')
    return sendPage(response, 200, docsPage(await routes.document(), routes.fonts), 'docs')
  if (reads && url.pathname === `${REST}/openapi.json`) return sendJson(response, await routes.document())
  return routes.rest(request, response, url, { caller })
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(value)}\n`)
}

/** Lets one browser in. A browser that only looks ahead, or a preview of the link, does not use it up. */
function signIn(request: IncomingMessage, response: ServerResponse, url: URL, { keys, doors }: Routes): void {
  const looksAhead = request.headers['sec-purpose']?.includes('prefetch') || request.method === 'HEAD'
  if (looksAhead) return void response.writeHead(204).end()
  const good = keys.use(url.searchParams.get('key') ?? '')
  if (good) response.setHeader('set-cookie', sessionCookie(doors.port, doors.sessions.open()))
  if (good || callerOf(request, doors)) response.writeHead(303, { location: '/' }).end()
  else sendPage(response, 401, usedLinkPage())
}

function onlyReads(response: ServerResponse, path: string): AppError {
  response.setHeader('allow', 'GET, HEAD')
  return new AppError({
    code: 'api.wrong-method',
    message: `${path.slice(0, 200)} can only be read.`,
    fix: 'Use GET here; operations live under /api/v1.',
  })
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw noSuchRoute(path)
  }
}
