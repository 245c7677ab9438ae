import { contentType } from '#shared/web'

/** Bytes in which a page says its encoding (html.spec.whatwg.org, 13.2.3.2). */
const FIRST_BYTES = 1024
const META = /<meta\b[^>]*?charset\s*=\s*["']?\s*([^\s"'>;/]+)/i

/**
 * The text of a page, decoded as browsers do: by its byte order mark, else by what the server says, else by what the
 * page says in its head, else as UTF-8 or, if it is none, Windows-1252. What is no character becomes U+FFFD.
 * @param header the answer's `Content-Type`
 */
export function decodePage(bytes: Uint8Array, header: string | undefined): string {
  const said = markOf(bytes) ?? known(contentType(header).charset) ?? known(metaOf(bytes))
  if (said) return new TextDecoder(said).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined
}

/** A label that nobody knows is as none. */
function known(label: string | undefined): string | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

/** A page whose head can be read as single bytes is no UTF-16, whatever it says. */
function metaOf(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, FIRST_BYTES))
  const said = META.exec(head)?.[1]
  return said && /^utf-?16/i.test(said) ? 'utf-8' : said
}
