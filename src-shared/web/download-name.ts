/**
 * The name a downloaded file gets. It comes from a server, so nothing in it may leave the folder, hide the file, mean
 * a device, or look like another name than it is.
 */
import { parseUrl } from './web-url.ts'

const LONGEST = 120

/**
 * @param said by `Content-Disposition`; undefined where it says none
 * @param url where it came from in the end
 * @param type of its content, for an ending where the name has none
 */
export function downloadName(said: string | undefined, url: string, type: string): string {
  const ending = ENDINGS[type]
  const name = safeName(said ?? '') || safeName(lastOfPath(url))
  // `page.php` that gives a PDF stays what it is called; `report` becomes report.pdf
  if (name !== '') return ending && !/\.[\p{L}\d]{1,8}$/u.test(name) ? `${name}.${ending}` : name
  const host = safeName(parseUrl(url)?.host ?? '') || 'download'
  return ending ? `${host}.${ending}` : host
}

function lastOfPath(url: string): string {
  const last = parseUrl(url)?.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** Names of devices on Windows, whatever ending they have. */
const DEVICE = /^(con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i

/** Empty when nothing of the name is left. */
export function safeName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/^.*[\\/]/s, '')
    // control and formatting characters: some turn the direction of reading, so that exe looks like pdf
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/gu, '')
  const kept = shortened(name)
  return DEVICE.test(kept) ? `_${kept}` : kept
}

/** The ending stays. */
function shortened(name: string): string {
  const points = [...name]
  if (points.length <= LONGEST) return name
  const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
  return [...points.slice(0, LONGEST - ending.length)].join('').trimEnd() + ending
}

const ENDINGS: Readonly<Record<string, string | undefined>> = {
  'application/gzip': 'gz',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'audio/mpeg': 'mp3',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/webp': 'webp',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
}
