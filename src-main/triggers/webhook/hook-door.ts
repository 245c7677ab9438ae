import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileReader, WebAnswer } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { RunRow } from '../../runtime/ports.ts'
import type { Fired, TriggerHost } from '../trigger-runner.ts'
import { isRefusal, type Refusal, type SignedBody } from './auth/guard.ts'
import { hasBody, IdleWatch, Room } from './body/read-bytes.ts'
import { readCallBody } from './body/read-call-body.ts'
import { keyOfCall } from './call-key.ts'
import { corsOf } from './call-origin.ts'
import { CallerGone, CallRefused } from './call-refused.ts'
import { type CallValue, checkHeaderCount, readQuery, visibleHeaders } from './call-value.ts'
import { hearOut } from './hear-out.ts'
import type { CallFiles, HookFiles } from './hook-files.ts'
import { type HookLimits, IDLE_MS, MEMORY, MOST_HEADERS, MOST_UPLOADS } from './hook-limits.ts'
import type { HookRule } from './hook-rule.ts'
import type { Found, Hook, HookTable } from './hook-table.ts'
import { objectOf } from './object-of.ts'
import type { OpenCall, OpenCalls } from './open-calls.ts'
import { fileIn, isPathOfCaller } from './own-files.ts'
import {
  type Cors,
  JSON_TYPE,
  NO_CORS,
  sendGiven,
  sendNothing,
  sendRun,
  sendText,
  sendValue,
  writeRefusal,
} from './send-answer.ts'

export type DoorParts = {
  calls: OpenCalls
  files: HookFiles
  limits(): HookLimits
  openFile(path: string): Promise<FileReader>
  newRunId(): string
  onBug(error: unknown, where: string): void
  /** ms without a byte after which a body is given up; tests have less time */
  idleMs?: number
}

/** What becomes of the value of a call. */
export type Taker = {
  table: HookTable
  host: TriggerHost
  /** the rule of a hook as it is now. @throws AppError it does not work */
  ruleOf(hook: Hook): HookRule
  /** somebody else who wants to see it */
  seen(hook: Hook, value: CallValue): void
  /** false: it starts no run */
  fires: boolean
}

type Call = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly taker: Taker
  readonly path: string
  readonly query: string
  cors: Cors
  /** it waits for a word before it sends its body */
  expects: boolean
}
type Ready = Call & { hook: Hook; rule: HookRule; runId: string; files: CallFiles; value: CallValue }

/** Takes calls in, starts their runs, answers them. An answer with 2xx goes out when the run is on disk. */
export class HookDoor {
  readonly #parts: DoorParts
  readonly #room = new Room(MEMORY)
  readonly #idle: IdleWatch
  /** runs that were started here and have not ended */
  readonly #runs = new Set<string>()
  #reading = 0
  #uploads = 0

  constructor(parts: DoorParts) {
    this.#parts = parts
    this.#idle = new IdleWatch(parts.idleMs ?? IDLE_MS)
  }

  /** @param at where the path begins in the address; `expects`: the client waits for a word before it sends its body */
  answer(
    request: IncomingMessage,
    response: ServerResponse,
    taker: Taker,
    at: number,
    expects: boolean,
  ): void {
    const url = request.url ?? ''
    const mark = url.indexOf('?', at)
    const path = mark < 0 ? url.slice(at) : url.slice(at, mark)
    const query = mark < 0 ? '' : url.slice(mark + 1)
    const call: Call = { request, response, taker, path, query, cors: NO_CORS, expects }
    const found = taker.table.find(request.method ?? 'GET', path)
    if (found.is === 'hook')
      this.#take(call, found.hook, found.params).catch((error) => this.#refuse(call, error))
    else if (!this.#preflight(call)) this.#refuse(call, notFound(found))
  }

  /** A run came to its end. */
  ended(run: RunRow, again: boolean): void {
    this.#runs.delete(run.id)
    this.#parts.calls.ended(run, again)
  }

  async #take(call: Call, hook: Hook, params: Record<string, string>): Promise<void> {
    const { request, taker } = call
    if (hook.state === 'resting') throw resting()
    const rule = taker.ruleOf(hook)
    call.cors = corsOf(request, rule.origins)
    checkHeaderCount(request.rawHeaders, MOST_HEADERS)
    const look = rule.guard?.look(request.headers, taker.host.clock.now()) ?? null
    if (look !== null && isRefusal(look)) throw notAllowed(look)
    const limits = this.#parts.limits()
    this.#checkRoom(limits, hook, taker.host)
    const query = readQuery(call.query)
    const runId = this.#parts.newRunId()
    const files = this.#parts.files.forRun(runId)
    this.#reading += 1
    let body: Json = null
    try {
      if (hasBody(request)) body = await this.#read(call, limits, files, look)
      else if (look) admit(look)
    } catch (error) {
      await files.drop()
      throw error
    } finally {
      this.#reading -= 1
    }
    const value: CallValue = {
      ...{ method: request.method ?? 'GET', path: `/${call.path}`, params, query },
      headers: visibleHeaders(request.headers, rule.guard?.hides ?? []),
      body,
    }
    await this.#hand({ ...call, hook, rule, runId, files, value })
  }

  async #read(call: Call, limits: HookLimits, files: CallFiles, signed: SignedBody | null): Promise<Json> {
    const { request, response } = call
    const { body } = await readCallBody({
      ...{ request, limits, files, signed, room: this.#room, idle: this.#idle },
      upload: () => this.#upload(),
      admit: () => signed && admit(signed),
      goOn() {
        if (!call.expects) return
        call.expects = false
        response.writeContinue()
      },
    })
    return body
  }

  async #hand(ready: Ready): Promise<void> {
    const { hook, rule, value, taker, response, files } = ready
    const challenge = rule.authKind === 'slack' ? slackChallenge(value.body) : undefined
    if (challenge !== undefined) sendText(response, 200, 'text/plain; charset=utf-8', challenge, ready.cors)
    else if (taker.fires) {
      try {
        this.#fire(ready)
      } catch (error) {
        await files.drop()
        throw error
      }
      taker.seen(hook, value)
    } else {
      taker.seen(hook, value)
      sendText(
        response,
        200,
        'text/plain; charset=utf-8',
        'Seen. This is a test address: no flow ran.\n',
        ready.cors,
      )
    }
  }

  #fire(ready: Ready): void {
    const { hook, rule, runId, value, request } = ready
    const { calls, limits } = this.#parts
    const key = keyOfCall(rule.authKind, request.headers, value.body)
    const waiting = rule.answer === 'when done' ? this.#waiting(ready) : null
    if (waiting) calls.add(runId, waiting, limits().wait)
    this.#runs.add(runId)
    let fired: Fired | undefined
    try {
      fired = ready.taker.host.fire(hook.hat, { value, key, runId })
    } catch (error) {
      throw this.#notStarted(error, hook)
    } finally {
      if (!fired || !('runId' in fired) || fired.runId !== runId) this.#forget(ready, waiting)
    }
    if ('why' in fired) throw turnedAway(fired)
    if (fired.outcome === 'known') void ready.files.drop()
    if (!waiting) this.#whenDurable(ready, () => this.#taken(ready, fired.runId))
    else if (fired.outcome === 'known') this.#joinKnown(ready, waiting, fired.runId)
    else if (calls.has(runId)) {
      hook.line.join(runId)
      this.#leaveWithCaller(ready, waiting, runId)
    }
  }

  #forget({ runId }: Ready, waiting: OpenCall | null): void {
    this.#runs.delete(runId)
    if (waiting) this.#parts.calls.remove(runId, waiting)
  }

  /** The same delivery again: it gets what the first one gets, as long as that one's run goes on. */
  #joinKnown(ready: Ready, waiting: OpenCall, runId: string): void {
    const { calls, limits } = this.#parts
    const run = ready.taker.host.run(runId)
    if (!run || run.endedAt !== null) this.#whenDurable(ready, () => this.#taken(ready, runId))
    else {
      calls.add(runId, waiting, limits().wait)
      this.#leaveWithCaller(ready, waiting, runId)
    }
  }

  /** Nobody waits for the answer any more: the run goes on. */
  #leaveWithCaller({ response }: Ready, waiting: OpenCall, runId: string): void {
    response.once('close', () => this.#parts.calls.remove(runId, waiting))
  }

  #waiting(ready: Ready): OpenCall {
    return {
      given: (answer) => this.#whenDurable(ready, () => this.#send(ready, answer)),
      ended: (run, again) => this.#whenDurable(ready, () => this.#sendEnd(ready, run, again)),
      late: () => this.#whenDurable(ready, () => sendRun(ready.response, ready.runId, ready.cors)),
    }
  }

  /** What was promised is on disk before it is said. */
  #whenDurable(ready: Ready, send: () => void | Promise<void>): void {
    ready.taker.host
      .flush()
      .then(send, () => Promise.reject(busy('Nothing can be kept at the moment.')))
      .catch((error) => this.#refuse(ready, error))
  }

  #taken({ rule, response, cors }: Ready, runId: string): void {
    if (rule.answer !== 'fixed') sendRun(response, runId, cors)
    else if (rule.fixed === null) sendNothing(response, 200, cors)
    else sendValue(response, rule.fixed, cors)
  }

  async #sendEnd(ready: Ready, run: RunRow, again: boolean): Promise<void> {
    const { response, cors } = ready
    if (again) sendRun(response, run.id, cors)
    else if (run.status === 'succeeded') await this.#sendOutput(ready, run.output)
    else {
      const code = run.error?.code ?? `run.${run.status}`
      sendText(
        response,
        500,
        JSON_TYPE,
        `${JSON.stringify({ runId: run.id, status: run.status, code })}\n`,
        cors,
      )
    }
  }

  async #sendOutput(ready: Ready, output: Json | undefined): Promise<void> {
    const { response, cors } = ready
    const file = output && fileIn(output)
    if (output === undefined || output === null) sendNothing(response, 204, cors)
    else if (file)
      await this.#send(ready, { status: 200, headers: { 'content-type': file.type }, body: { file } })
    else sendValue(response, output, cors)
  }

  #send(ready: Ready, answer: WebAnswer): Promise<void> {
    const { body } = answer
    const file = body !== null && typeof body === 'object' ? body.file : null
    const { params, query, headers, body: sent } = ready.value
    const isTheirs =
      file !== null && isPathOfCaller(file.path, { params, query, headers, body: sent }, ready.files.folder)
    const given = isTheirs
      ? { ...answer, headers: { ...answer.headers, 'content-type': JSON_TYPE }, body: JSON.stringify(file) }
      : answer
    return sendGiven(ready.response, given, this.#parts.openFile, ready.cors)
  }

  #notStarted(error: unknown, hook: Hook): unknown {
    if (!(error instanceof AppError) || error instanceof CallRefused) return error
    if (['host.stops', 'host.stopped-all', 'store.cannot-write'].includes(error.code))
      return busy('No flow can be started at the moment.')
    hook.state = 'broken'
    return notWorking()
  }

  #checkRoom(limits: HookLimits, { line }: Hook, host: TriggerHost): void {
    const { calls } = this.#parts
    const isTooLong = line.isTooLong(host.clock.monotonic(), calls, (id) => host.run(id)?.status === 'queued')
    if (isTooLong || this.#reading + calls.count >= limits.calls || this.#runs.size >= limits.runs)
      throw busy('Too many calls are waiting.')
  }

  #upload(): () => void {
    if (this.#uploads >= MOST_UPLOADS) throw busy('Too many calls bring files at once.')
    this.#uploads += 1
    return () => {
      this.#uploads -= 1
    }
  }

  /** A browser asks whether a page of another site may call. */
  #preflight({ request, response, path, taker }: Call): boolean {
    const wanted = request.headers['access-control-request-method']
    if (request.method !== 'OPTIONS' || wanted === undefined || request.headers.origin === undefined)
      return false
    const found = taker.table.find(wanted, path)
    if (found.is !== 'hook' || !found.hook.rule?.origins) return false
    try {
      const cors = corsOf(request, found.hook.rule.origins)
      const asked = request.headers['access-control-request-headers']
      const headers = asked && /^[\w\s,-]{1,1000}$/.test(asked) ? ['access-control-allow-headers', asked] : []
      const more = ['access-control-allow-methods', wanted, 'access-control-max-age', '600', ...headers]
      sendNothing(response, 204, [...cors, ...more])
      return true
    } catch {
      return false
    }
  }

  async #refuse(call: Call, error: unknown): Promise<void> {
    const { request, response } = call
    if (error instanceof CallerGone || response.destroyed) return void response.destroy()
    if (!(error instanceof AppError)) this.#parts.onBug(error, 'answering a webhook')
    if (response.headersSent) return void response.destroy()
    const refused = error instanceof CallRefused ? error : failed()
    // what is little is dropped by Node, and the connection stays; with much the client is heard out, and it ends
    const heardAll = request.complete || !hasBody(request) || isLittle(request)
    writeRefusal(response, refused, call.cors, !heardAll)
    if (!heardAll && !call.expects) await hearOut(request)
    response.end()
  }
}

/** bytes of a body that is not worth a connection */
const LITTLE = 64 * 1024
const isLittle = ({ headers }: IncomingMessage): boolean =>
  headers.expect === undefined && Number(headers['content-length'] ?? Number.NaN) <= LITTLE

function admit(signed: SignedBody): void {
  const wrong = signed.verdict()
  if (wrong) throw notAllowed(wrong)
}

const notAllowed = ({ code, message, challenge }: Refusal): CallRefused =>
  new CallRefused(code, message, challenge ? { headers: { 'www-authenticate': challenge } } : {})

function notFound(found: Exclude<Found, { is: 'hook' }>): CallRefused {
  if (found.is === 'bad-path')
    return new CallRefused('webhook.bad-path', 'The path is written in a way that is not taken.')
  if (found.is === 'nothing') return new CallRefused('webhook.not-found', 'There is nothing at this address.')
  const allow = found.allow.join(', ')
  return new CallRefused('webhook.wrong-method', `This address takes ${allow}.`, { headers: { allow } })
}

function turnedAway({ outcome, retryAfterMs }: Extract<Fired, { why: string }>): CallRefused {
  if (outcome === 'skipped')
    return new CallRefused('webhook.skipped', 'The flow is running, and takes one call at a time.')
  return new CallRefused('webhook.too-many', 'There were too many calls; this one was dropped.', {
    retryAfterMs: retryAfterMs ?? 1000,
  })
}

const resting = (): CallRefused =>
  new CallRefused('webhook.resting', 'Flows do not start at the moment.', { retryAfterMs: 60_000 })
export const notWorking = (): CallRefused =>
  new CallRefused('webhook.not-working', 'This address does not work at the moment.', {
    retryAfterMs: 60_000,
  })
const busy = (message: string): CallRefused =>
  new CallRefused('webhook.busy', message, { retryAfterMs: 1000 })
const failed = (): CallRefused => new CallRefused('webhook.failed', 'The call could not be answered.')

/** https://docs.slack.dev/reference/events/url_verification: asked once, when the address is set there. */
function slackChallenge(body: Json): string | undefined {
  const { type, challenge } = objectOf(body) ?? {}
  return type === 'url_verification' && typeof challenge === 'string' ? challenge : undefined
}
