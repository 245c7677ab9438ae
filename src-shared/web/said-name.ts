import { parse } from 'content-disposition'

/** The file name in a `Content-Disposition` (RFC 6266), undefined where it says none. Servers write it in many ways. */
export function saidName(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const { filename } = parameters(header)
  // names outside Latin-1 that were sent as bare UTF-8 arrive byte by byte
  return filename === undefined || filename === '' ? undefined : asUtf8(filename)
}

function parameters(header: string): Record<string, string | undefined> {
  try {
    return parse(header).parameters
  } catch {
    // not by the book, as `filename=my report.pdf`: what stands there until the next `;`
    return { filename: /;?\s*filename\s*=\s*"?([^";]+)"?/i.exec(header)?.[1]?.trim() }
  }
}

/** Bytes above 127 that are UTF-8 when taken together are read as such. */
function asUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[\u0100-\uffff]/.test(text)) return text
  try {
    return decodeURIComponent(text.replace(/[%\x80-\xff]/g, (one) => `%${one.charCodeAt(0).toString(16)}`))
  } catch {
    return text
  }
}
