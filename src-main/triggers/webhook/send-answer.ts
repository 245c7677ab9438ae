import type { ServerResponse } from 'node:http'
import type { FileReader, FileRef, WebAnswer } from '#shared/block'
import type { Json } from '#shared/flow'
import { type CallRefused, statusOf } from './call-refused.ts'

/** What every answer carries: no page of it can do anything, and no other site's page can read or embed it. */
const ALWAYS = [
  ...['x-content-type-options', 'nosniff'],
  ...['content-security-policy', 'sandbox'],
  ...['cross-origin-resource-policy', 'same-origin'],
  ...['referrer-policy', 'no-referrer'],
  ...['cache-control', 'no-store'],
]

/** What a flow may not say for the address it shares with the studio, or is ours to say. */
const NOT_FOR_FLOWS =
  /^(?:set-cookie2?|clear-site-data|service-worker-allowed|strict-transport-security|alt-svc|nel|report-to|reporting-endpoints|origin-agent-cluster|content-security-policy.*|cross-origin-.*|access-control-.*|x-content-type-options|referrer-policy)$/

/** Headers that let a page of another site in; none when none may. */
export type Cors = readonly string[]
export const NO_CORS: Cors = []

export function corsFor(origin: string): Cors {
  return ['access-control-allow-origin', origin, 'vary', 'origin']
}

export function sendText(
  response: ServerResponse,
  status: number,
  type: string,
  text: string,
  cors: Cors,
): void {
  const length = Buffer.byteLength(text)
  const headers = ['content-type', type, 'content-length', String(length), ...ALWAYS, ...cors]
  response.writeHead(status, headers)
  response.end(text)
}

export const JSON_TYPE = 'application/json; charset=utf-8'

/** A text as it is, anything else as JSON. */
export function sendValue(response: ServerResponse, value: Json, cors: Cors): void {
  if (typeof value === 'string') sendText(response, 200, 'text/plain; charset=utf-8', value, cors)
  else sendText(response, 200, JSON_TYPE, JSON.stringify(value), cors)
}

/** The call is taken: its run goes on by itself. */
export const sendRun = (response: ServerResponse, runId: string, cors: Cors): void =>
  sendText(response, 202, JSON_TYPE, `{"runId":"${runId}"}\n`, cors)

export function sendNothing(response: ServerResponse, status: number, cors: Cors): void {
  response.writeHead(status, [...ALWAYS, ...cors])
  response.end()
}

/** Why a call was not taken, as RFC 9457 writes it; without its end, as who still sends has to be heard out. */
export function writeRefusal(
  response: ServerResponse,
  refused: CallRefused,
  cors: Cors,
  last: boolean,
): void {
  const { code, message, details, headers } = refused
  const status = statusOf(code)
  const more = Object.keys(details).length > 0 ? { details } : {}
  const body = { type: `urn:blockloom:${code}`, title: titleOf(code), status, detail: message, code, ...more }
  const text = `${JSON.stringify(body)}\n`
  response.writeHead(status, [
    ...['content-type', 'application/problem+json', 'content-length', String(Buffer.byteLength(text))],
    ...(last ? ['connection', 'close'] : []),
    ...Object.entries(headers).flat(),
    ...ALWAYS,
    ...cors,
  ])
  response.write(text)
}

const titleOf = (code: string): string => {
  const words = code.replace('webhook.', '').replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** An answer that a flow gave. @throws AppError when its file cannot be read: nothing was sent then */
export async function sendGiven(
  response: ServerResponse,
  { status, headers: given, body }: WebAnswer,
  openFile: (path: string) => Promise<FileReader>,
  cors: Cors,
): Promise<void> {
  const own = Object.entries(given).filter(([name]) => !NOT_FOR_FLOWS.test(name))
  const always = own.some(([name]) => name === 'cache-control')
    ? ALWAYS.slice(0, ALWAYS.indexOf('cache-control'))
    : ALWAYS
  const headers = [...own.flat(), ...always, ...cors]
  if (body !== null && typeof body === 'object')
    return sendFile(response, status, headers, body.file, openFile)
  if (body === null) response.writeHead(status, headers).end()
  else response.writeHead(status, [...headers, 'content-length', String(Buffer.byteLength(body))]).end(body)
}

async function sendFile(
  response: ServerResponse,
  status: number,
  headers: readonly string[],
  { path }: FileRef,
  openFile: (path: string) => Promise<FileReader>,
): Promise<void> {
  const file = await openFile(path)
  try {
    response.writeHead(status, [...headers, 'content-length', String(file.size)])
    let left = file.size
    for await (const piece of file) {
      // it grew meanwhile: what was promised is sent
      const part = piece.length > left ? piece.subarray(0, left) : piece
      left -= part.length
      if (part.length > 0 && !response.write(part)) await drained(response)
      if (response.destroyed || left === 0) break
    }
    // it shrank: the client has to see that something is missing
    if (left > 0) response.destroy()
    else response.end()
  } finally {
    await file.close()
  }
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go)
      resolve()
    }
    response.once('drain', go).once('close', go)
  })
