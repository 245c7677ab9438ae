import { createHmac, type Hmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Guard, NO_SIGNATURE, type Refusal, type SignedBody, TOO_OLD, WRONG_SIGNATURE } from './guard.ts'

/** What a call says about its signature, read from its headers. */
export type Claim = {
  /** any of them may fit */
  readonly signatures: readonly Uint8Array[]
  /** what is signed before and after the body */
  readonly before: string
  readonly after?: string
  /** when it was signed, ms since the epoch; missing: it does not say */
  readonly at?: number
}

/** How one service signs its calls. */
export type Scheme = {
  readonly algorithm: string
  readonly headers: readonly string[]
  /** null: there is no signature, or it cannot be read */
  read(headers: IncomingHttpHeaders): Claim | null
}

/** Checks signatures of raw bytes with each key, so that one secret can take the place of another. */
export function signatureGuard(
  scheme: Scheme,
  keys: readonly (string | Uint8Array)[],
  toleranceMs: number,
): Guard {
  return {
    hides: scheme.headers,
    look(headers, now) {
      const claim = scheme.read(headers)
      if (!claim || claim.signatures.length === 0) return NO_SIGNATURE
      if (claim.at !== undefined && !(Math.abs(now - claim.at) <= toleranceMs)) return TOO_OLD
      return signedBody(
        claim,
        keys.map((key) => createHmac(scheme.algorithm, key).update(claim.before)),
      )
    },
  }
}

function signedBody({ signatures, after }: Claim, hmacs: readonly Hmac[]): SignedBody {
  return {
    update(bytes) {
      for (const hmac of hmacs) hmac.update(bytes)
    },
    verdict(): Refusal | null {
      const right = hmacs.map((hmac) => (after ? hmac.update(after) : hmac).digest())
      return anyFits(signatures, right) ? null : WRONG_SIGNATURE
    },
  }
}

/** Every pair is looked at, so that time says nothing about which one fits. */
function anyFits(signatures: readonly Uint8Array[], right: readonly Uint8Array[]): boolean {
  let fits = false
  for (const one of signatures)
    for (const other of right) fits = (one.length === other.length && timingSafeEqual(one, other)) || fits
  return fits
}

/** More signatures than a secret that is being replaced needs are not looked at. */
export const MOST_SIGNATURES = 10

export const headerText = (headers: IncomingHttpHeaders, name: string): string | null => {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A signature as bytes; null when it is not written in this encoding. */
export function bytesOf(text: string, encoding: 'hex' | 'base64' | 'base64url'): Uint8Array | null {
  if (encoding === 'hex') return /^(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : null
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null
}

export const allBytes = (texts: readonly string[], encoding: 'hex' | 'base64' | 'base64url'): Uint8Array[] =>
  texts.slice(0, MOST_SIGNATURES).flatMap((text) => bytesOf(text, encoding) ?? [])

/** Seconds since the epoch, as services write them; NaN is too old for anybody. */
export const fromSeconds = (text: string): number =>
  /^\d{1,12}$/.test(text) ? Number(text) * 1000 : Number.NaN
