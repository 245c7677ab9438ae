import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Json } from '#shared/flow'
import { findByHash, hashOf } from './sign-in-keys.ts'

/** ms that a browser stays signed in after its last visit */
const SESSION_LIFE = 30 * 24 * 3_600_000
/** a visit is written down when the last one noted is older, in ms */
const NOTE_VISITS_AFTER = 24 * 3_600_000
/** browsers that may be signed in at once; the one that was away longest goes */
const MOST_SESSIONS = 50
const KEY = 'server.sessions'

/** Where sessions survive a restart: the store's settings. */
export type SessionKeeper = { get(key: string): Json | undefined; set(key: string, value: Json): void }
type Session = { hash: Buffer; until: number }

/** Signed-in browsers. Kept hashed, with an expiry, so that a restart does not sign anybody out. */
export class Sessions {
  private sessions: Session[]
  private readonly keeper: SessionKeeper
  private readonly now: () => number

  /** @param now ms since the epoch */
  constructor(keeper: SessionKeeper, now: () => number) {
    this.keeper = keeper
    this.now = now
    this.sessions = read(keeper.get(KEY))
  }

  /** @returns the secret for the browser's cookie */
  open(): string {
    const secret = randomBytes(32).toString('base64url')
    this.keep([...this.sessions, { hash: hashOf(secret), until: this.now() + SESSION_LIFE }])
    return secret
  }

  isOpen(secret: string): boolean {
    const now = this.now()
    const live = this.sessions.filter(({ until }) => until > now)
    const found = findByHash(live, hashOf(secret))
    if (!found) return false
    if (found.until < now + SESSION_LIFE - NOTE_VISITS_AFTER)
      this.keep([...live.filter((one) => one !== found), { ...found, until: now + SESSION_LIFE }])
    return true
  }

  private keep(sessions: Session[]): void {
    this.sessions = sessions.filter(({ until }) => until > this.now()).slice(-MOST_SESSIONS)
    const rows = this.sessions.map(({ hash, until }) => ({ hash: hash.toString('base64'), until }))
    try {
      this.keeper.set(KEY, rows)
    } catch {
      // a full or read-only disk: they are signed in until the process ends
    }
  }
}

const read = (kept: Json | undefined): Session[] => {
  if (!Array.isArray(kept)) return []
  return kept.flatMap((row: Json) => {
    if (typeof row !== 'object' || row === null || !('hash' in row) || !('until' in row)) return []
    const hash = Buffer.from(String(row.hash), 'base64')
    return hash.length === 32 ? [{ hash, until: Number(row.until) }] : []
  })
}

/** Cookies know no ports: the name does, so that two servers on one machine do not sign each other out. */
const cookieName = (port: number) => `blockloom_${port}`

export const sessionCookie = (port: number, secret: string): string =>
  `${cookieName(port)}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${SESSION_LIFE / 1000}`

/** The secret in the request's cookie, if any. */
export function secretOf(request: IncomingMessage, port: number): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === cookieName(port))?.[1]
}
