import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { STUDIO_TYPES } from '../api/studio-answers.ts'
import { setAnswerHeaders } from './answer-headers.ts'
import { notBuiltPage, sendPage } from './plain-page.ts'
import { noSuchRoute, sendProblem } from './problem.ts'

type StudioFile = { path: string; type: string; etag: string }
export type StaticFiles = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

/**
 * The studio's built files. Which there are is read once, so a path, however it is written, can only name one of
 * them. A path without an extension is meant for a page inside the studio, whose addresses stand behind the `#`.
 * @param folder the build's output; without an index.html in it every path says that nothing is built
 */
export function makeStaticFiles(folder: string): StaticFiles {
  const files = filesIn(folder)
  return async (request, response, path) => {
    const file = files.get(path === '/' ? '/index.html' : path)
    if (!files.has('/index.html')) return sendPage(response, 503, notBuiltPage())
    if (!file && extname(path) === '')
      return void response.writeHead(302, { location: `/#${encodeURI(path)}` }).end()
    if (!file) return refuse(response, path)
    await sendFile(request, response, file, path)
  }
}

function filesIn(folder: string): ReadonlyMap<string, StudioFile> {
  const files = new Map<string, StudioFile>()
  for (const path of filePaths(folder)) {
    const { size, mtimeMs } = statSync(path)
    const etag = `"${createHash('sha256').update(`${size}-${mtimeMs}`).digest('base64url').slice(0, 16)}"`
    const type = STUDIO_TYPES[extname(path)] ?? 'application/octet-stream'
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { path, type, etag })
  }
  return files
}

function filePaths(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { path, type, etag }: StudioFile,
  name: string,
): Promise<void> {
  // names under assets/ hold a hash of their content
  const cache = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  setAnswerHeaders(response, 'studio', request.headers.host)
  if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end()
  const bytes = await readFile(path).catch(() => null)
  if (!bytes) return refuse(response, name)
  response.writeHead(200, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': cache,
    etag,
  })
  response.end(bytes)
}

function refuse(response: ServerResponse, path: string): void {
  setAnswerHeaders(response, 'data')
  sendProblem(response, noSuchRoute(path))
}
