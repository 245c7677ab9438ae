import { decodeHTML } from 'entities'
import { AppError } from '#shared/error'

export type Encoding = 'base64' | 'base64url' | 'url' | 'hex' | 'html'

/**
 * The text that was encoded.
 * @throws AppError `data.broken-encoding` that names the character, `data.not-text` when it is no UTF-8
 */
export function decode(text: string, as: Encoding): string {
  switch (as) {
    case 'base64':
    case 'base64url':
      return asText(fromBase64(text, as), 'Base64')
    case 'hex':
      return asText(fromHex(text), 'hex')
    case 'url':
      return fromUrl(text)
    case 'html':
      return decodeHTML(text)
  }
}

/** Blanks and line ends may stand anywhere, the = at the end may be missing (RFC 4648, RFC 2045). */
function fromBase64(text: string, as: 'base64' | 'base64url'): Uint8Array {
  const odd = (
    as === 'base64' ? /[^A-Za-z0-9+/=\s]|=(?=\s*[^=\s])/ : /[^A-Za-z0-9_=\s-]|=(?=\s*[^=\s])/
  ).exec(text)
  if (odd) throw broken('Base64', text, odd.index)
  const length = text.replace(/[=\s]+/g, '').length
  if (length % 4 === 1) throw endsEarly('Base64')
  return Buffer.from(text, as)
}

function fromHex(text: string): Uint8Array {
  const odd = /[^0-9a-f\s]/i.exec(text)
  if (odd) throw broken('hex', text, odd.index)
  const digits = text.replace(/\s+/g, '')
  if (digits.length % 2 === 1) throw endsEarly('hex')
  return Buffer.from(digits, 'hex')
}

function fromUrl(text: string): string {
  const odd = /%(?![0-9a-f]{2})/i.exec(text)
  if (odd) throw broken('an encoded part of an address', text, odd.index)
  try {
    return decodeURIComponent(text)
  } catch {
    throw notText('the address')
  }
}

function asText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notText(what)
  }
}

const broken = (what: string, text: string, at: number): AppError =>
  new AppError({
    code: 'data.broken-encoding',
    message: `The text is not ${what}: ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) as number))} at character ${at + 1} has no meaning there.`,
    fix: 'Look whether it was encoded in another way, or cut out of something longer.',
    details: { field: 'text', at },
  })

const endsEarly = (what: string): AppError =>
  new AppError({
    code: 'data.broken-encoding',
    message: `The text is not ${what}: its end is missing.`,
    fix: 'Look whether all of it arrived.',
    details: { field: 'text' },
  })

const notText = (what: string): AppError =>
  new AppError({
    code: 'data.not-text',
    message: `What ${what} holds is no text: its bytes are not UTF-8.`,
    fix: 'It may be a picture or another file; only texts can be read here.',
    details: { field: 'text' },
  })
