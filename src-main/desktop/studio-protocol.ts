import { extname, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol } from 'electron'
import { STUDIO_HEADERS, STUDIO_TYPES } from '../api/studio-answers.ts'

/** The studio's own origin: never file://, so that the page gets an origin and a policy of its own. */
export const STUDIO_SCHEME = 'app'
export const STUDIO_ORIGIN = `${STUDIO_SCHEME}://studio`

/** Before Electron is ready. */
export function announceStudioScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: STUDIO_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built studio, and nothing outside its folder. */
export function serveStudioScheme(folder: string): void {
  protocol.handle(STUDIO_SCHEME, async (request) => {
    const file = fileOf(folder, request.url)
    if (request.method !== 'GET' || file === undefined) return new Response('not here', { status: 404 })
    const found = await net.fetch(pathToFileURL(file).href).catch(() => undefined)
    if (!found?.ok) return new Response('not here', { status: 404 })
    const type = STUDIO_TYPES[extname(file)] ?? 'application/octet-stream'
    return new Response(found.body, { headers: { ...STUDIO_HEADERS, 'content-type': type } })
  })
}

/** The file of the studio that an address means; undefined when it means something else. */
export function fileOf(folder: string, address: string): string | undefined {
  const url = new URL(address)
  if (url.host !== 'studio') return undefined
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    return undefined
  }
  if (path.includes('\0') || path.includes('\\')) return undefined
  const file = join(folder, path === '/' ? 'index.html' : path)
  return file.startsWith(folder + sep) ? file : undefined
}
