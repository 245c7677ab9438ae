import type { Json } from '#shared/flow'

/** An address up to its path, with what may cut it off: an expression. */
const ADDRESS = /\bhttps?:\/\/([^\s/?#\\"'`<>{}(),;!]+)(\{\{)?/gi

/**
 * Which places on the web some values name outright: as an address that is written in them, not one that is put
 * together from other values when the flow runs. Tells by host and port, as `http:` may lead on to `https:`.
 * @param texts values as they stand in the flow, expressions and all
 */
export function namedPlaces(texts: Json | readonly unknown[]): (url: string) => boolean {
  const exact = new Set<string>()
  /** the port is put in by an expression */
  const anyPort = new Set<string>()
  for (const [, authority = '', cut] of JSON.stringify(texts).matchAll(ADDRESS)) {
    const host = authority.replace(/^.*@/, '')
    if (cut && host.endsWith(':')) anyPort.add(placeOf(`http://${host.slice(0, -1)}`)?.hostname ?? '')
    else for (const place of wholePlaces(host, cut !== undefined)) exact.add(place)
  }
  return (url) => {
    const place = placeOf(url)
    return place !== undefined && (exact.has(keyOf(place)) || anyPort.has(place.hostname))
  }
}

/** Without a port, both usual ones are meant. What an expression cuts off in the middle of a number names nothing. */
function wholePlaces(host: string, isCut: boolean): string[] {
  const hasPort = /:\d+$/.test(host)
  const plain = placeOf(`http://${host}`)
  if (!plain || (isCut && plain.host !== host.toLowerCase())) return []
  return hasPort ? [keyOf(plain)] : [`${plain.hostname}:80`, `${plain.hostname}:443`]
}

const placeOf = (url: string): URL | undefined => (URL.canParse(url) ? new URL(url) : undefined)

function keyOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}
