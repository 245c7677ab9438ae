import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { AskDoor, OwnAddress } from '../api/ask-door.ts'
import { visible } from '../api/error-status.ts'
import type { AnyRouter } from '../api/rpc-handler.ts'
import type { SignInDoor } from '../api/sign-in-door.ts'
import { type Doors, demandCaller, type TokenCheck } from './caller.ts'
import { hooksRoute, type ServedHooks } from './hooks-route.ts'
import { HTTP_LIMITS } from './http-limits.ts'
import { type LinkSocket, makeLinkSocket, refuseUpgrade } from './link-socket.ts'
import { listenOn } from './listen-on.ts'
import { makeOpenApiDocument, type OpenApiDocument } from './openapi-document.ts'
import { checkHostAndOrigin, inUrl, isLoopback, ownHosts, urlForOthers } from './own-address.ts'
import { noSuchRoute } from './problem.ts'
import { makeRest } from './rest.ts'
import { answer, type Routes } from './routes.ts'
import { type SessionKeeper, Sessions } from './sessions.ts'
import { SignInKeys } from './sign-in-keys.ts'
import { makeStaticFiles } from './static-files.ts'
import { fontRules } from './studio-fonts.ts'

/** ms that running answers get when the server stops */
const GRACE = 3000

/** What the server needs of the composed program. */
export type ServedBlockloom = {
  router: AnyRouter
  store: { tokens: TokenCheck; settings: SessionKeeper }
  /** for people who were sent the link of a question; missing: none are */
  askDoor?: AskDoor
  /** missing: none are taken */
  hooks?: ServedHooks
  /** told where it is reached */
  address?: Pick<OwnAddress, 'is'>
  /** told how a browser gets in */
  signInDoor?: Pick<SignInDoor, 'opensWith'>
  version: string
  /** whether work can be taken; true where it is not said */
  ready?(): boolean
  /** told of what went wrong by mistake */
  onBug?(error: unknown, where: string): void
}

export type ServeOptions = {
  blockloom: ServedBlockloom
  host: string
  /** 0 takes any free one */
  port: number
  /** where the built studio lies */
  studioFolder: string
  /** ms since the epoch; tests turn their own */
  now?: () => number
}

export type RunningServer = {
  url: string
  port: number
  /** a new one-time link, good for ten minutes */
  signInLink(): string
  /** said to the person: that the server can be reached from other machines */
  warnings: string[]
  close(): Promise<void>
}

/**
 * Serves runtime, REST API and studio over HTTP.
 * @throws AppError `server.port-in-use`, `server.port-refused`, `server.host-unknown`
 */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { blockloom, host } = options
  const now = options.now ?? Date.now
  const onBug = blockloom.onBug?.bind(blockloom) ?? (() => {})
  const server = createServer(HTTP_LIMITS)
  const port = await listenOn(server, host, options.port)
  const doors: Doors = {
    tokens: blockloom.store.tokens,
    sessions: new Sessions(blockloom.store.settings, now),
    port,
  }
  const keys = new SignInKeys(now)
  const link = makeLinkSocket(blockloom.router)
  const hosts = ownHosts(host, port)
  let open = true
  let document: Promise<OpenApiDocument> | undefined
  const routes: Routes = {
    doors,
    hosts,
    keys,
    onBug,
    asks: blockloom.askDoor,
    settings: blockloom.store.settings,
    rest: makeRest(blockloom.router),
    files: makeStaticFiles(options.studioFolder),
    fonts: fontRules(options.studioFolder),
    document: () => (document ??= makeOpenApiDocument(blockloom.version)),
    ready: () => open && (blockloom.ready?.() ?? true),
  }
  const hooks = blockloom.hooks?.place.isShared ? blockloom.hooks : undefined
  server.on('request', (request, response) => {
    if (hooks?.takes(request.url ?? '')) hooksRoute(request, response, hooks, hosts, false)
    else void answer(request, response, routes)
  })
  server.on('checkContinue', (request, response) => {
    if (hooks?.takes(request.url ?? '')) return hooksRoute(request, response, hooks, hosts, true)
    response.writeContinue()
    void answer(request, response, routes)
  })
  server.on('upgrade', (request, socket, head) => upgrade(request, socket, head, { doors, hosts, link }))
  const url = `http://${inUrl(host)}:${port}`
  const signInLink = () => `${url}/sign-in?key=${keys.make()}`
  blockloom.signInDoor?.opensWith(signInLink)
  blockloom.address?.is(urlForOthers(host, port))
  hooks?.place.isAt(urlForOthers(host, port), !isLoopback(host))
  return {
    url,
    port,
    signInLink,
    warnings: isLoopback(host) ? [] : [openWarning(url)],
    close() {
      open = false
      link.close()
      return close(server)
    },
  }
}

type Gate = { doors: Doors; hosts: ReadonlySet<string>; link: LinkSocket }

function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, { doors, hosts, link }: Gate): void {
  try {
    checkHostAndOrigin(request, hosts)
    if (request.url !== '/link') throw noSuchRoute(request.url ?? '')
    link.accept(request, socket, head, demandCaller(request, doors))
  } catch (error) {
    refuseUpgrade(socket, visible(error))
  }
}

const openWarning = (url: string) =>
  `${url} can be reached from other machines, and nothing on the way is encrypted: put a server with TLS in front of it.`

/** Ends idle connections at once and the others when their answer is out, at the latest after the grace time. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE)
    server.close(() => {
      clearTimeout(late)
      resolve()
    })
    server.closeIdleConnections()
  })
}
