import type { IncomingMessage } from 'node:http'
import { CallerGone, CallRefused } from '../call-refused.ts'

/** Memory that bodies take which are being read or wait for their run; calls share it. */
export class Room {
  #left: number

  /** @param bytes all there is */
  constructor(bytes: number) {
    this.#left = bytes
  }
  /** @throws CallRefused when there is no room now */
  take(bytes: number): void {
    if (bytes > this.#left)
      throw new CallRefused('webhook.busy', 'Too many calls arrive at once.', { retryAfterMs: 1000 })
    this.#left -= bytes
  }
  give(bytes: number): void {
    this.#left += bytes
  }
}

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** @throws CallRefused when a length is said that is too much */
export function checkLength({ headers }: IncomingMessage, most: number): void {
  if (Number(headers['content-length'] ?? 0) > most) throw tooLarge(most)
}

export const tooLarge = (most: number): CallRefused =>
  new CallRefused('webhook.too-large', `The body is larger than ${sizeInWords(most)}.`, {
    details: { most },
  })

function sizeInWords(bytes: number): string {
  const mb = bytes / 1024 / 1024
  return mb >= 1 ? `${Math.round(mb * 10) / 10} MB` : `${bytes} bytes`
}

type Reading = {
  /** bytes */
  most: number
  room: Room
  /** sees the bytes as they came */
  tap?: (bytes: Uint8Array) => void
  idle: IdleWatch
}

/** A body in memory. Whoever is done with it gives its room back. @throws CallRefused, CallerGone */
export function readBytes(request: IncomingMessage, { most, room, tap, idle }: Reading): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let size = 0
    const stop = () => {
      idle.leave(request)
      request.off('data', take).off('end', end).off('close', close).off('error', close)
    }
    const fail = (error: unknown) => {
      stop()
      room.give(size)
      reject(error)
    }
    const take = (piece: Buffer) => {
      idle.heard(request)
      try {
        if (size + piece.length > most) throw tooLarge(most)
        room.take(piece.length)
      } catch (error) {
        return fail(error)
      }
      size += piece.length
      tap?.(piece)
      pieces.push(piece)
    }
    const end = () => {
      stop()
      resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces))
    }
    const close = () => fail(idle.gaveUp(request) ?? new CallerGone())
    request.on('data', take).on('end', end).on('close', close).on('error', close)
    idle.enter(request, (error) => fail(error))
  })
}

type Watched = { heard: number; giveUp(error: CallRefused): void }

/** Gives up bodies that stop arriving. One timer for all: most calls are over before it looks. */
export class IdleWatch {
  readonly #ms: number
  readonly #watched = new Map<IncomingMessage, Watched>()
  readonly #late = new WeakSet<IncomingMessage>()
  #timer: NodeJS.Timeout | null = null
  #turn = 0

  constructor(ms: number) {
    this.#ms = ms
  }
  enter(request: IncomingMessage, giveUp: (error: CallRefused) => void): void {
    this.#watched.set(request, { heard: this.#turn, giveUp })
    this.#timer ??= setInterval(() => this.#look(), this.#ms / 2).unref()
  }
  heard(request: IncomingMessage): void {
    const one = this.#watched.get(request)
    if (one) one.heard = this.#turn
  }
  leave(request: IncomingMessage): void {
    this.#watched.delete(request)
  }
  gaveUp(request: IncomingMessage): CallRefused | undefined {
    return this.#late.has(request) ? tooSlow() : undefined
  }

  #look(): void {
    this.#turn += 1
    for (const [request, { heard, giveUp }] of this.#watched)
      if (this.#turn - heard > 2) {
        this.#watched.delete(request)
        this.#late.add(request)
        giveUp(tooSlow())
      }
    if (this.#watched.size > 0 || !this.#timer) return
    clearInterval(this.#timer)
    this.#timer = null
  }
}

const tooSlow = (): CallRefused => new CallRefused('webhook.too-slow', 'The body stopped arriving.')
