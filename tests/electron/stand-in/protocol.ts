import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
export const announced: { scheme: string; privileges?: object }[] = []

export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string; privileges?: object }[]) =>
    void announced.push(...schemes),
  handle: (scheme: string, handler: Handler) => void handlers.set(scheme, handler),
}

/** Only files, as the studio's protocol asks for them. */
export const net = {
  fetch: async (url: string): Promise<Response> => {
    const file = fileURLToPath(url)
    return existsSync(file) ? new Response(readFileSync(file)) : new Response('', { status: 404 })
  },
}

/**
 * Chromium without Electron knows no schemes of ours, so app://studio/x is shown at
 * http://studio.app.localhost/x, which is a secure context too, and handed to the scheme's handler.
 */
export const toShown = (url: string): string => {
  const { protocol: scheme, host, pathname, search, hash } = new URL(url)
  return scheme === 'http:' || scheme === 'https:'
    ? url
    : `http://${host}.${scheme.slice(0, -1)}.localhost${pathname}${search}${hash}`
}

export const toOwn = (url: string): string => {
  if (!URL.canParse(url)) return url
  const { hostname, pathname, search, hash } = new URL(url)
  const match = /^([a-z]+)\.([a-z]+)\.localhost$/.exec(hostname)
  return match ? `${match[2]}://${match[1]}${pathname}${search}${hash}` : url
}

export async function answer(url: string, method: string): Promise<Response | undefined> {
  const scheme = new URL(url).protocol.slice(0, -1)
  return handlers.get(scheme)?.(new Request(url, { method }))
}
