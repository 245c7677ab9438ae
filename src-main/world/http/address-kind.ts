/**
 * What kind of place an IP address is, by the registries of special addresses (RFC 6890 and its heirs), which
 * ipaddr.js knows. IPv6 addresses that carry an IPv4 address (mapped, NAT64, 6to4) are what that one is.
 */
import ipaddr from 'ipaddr.js'

/**
 * `public`: on the internet. `private`: this machine, or the network it stands in. `special`: nobody's web page:
 * link-local (where clouds keep their keys), multicast, reserved, "any address of this machine".
 */
export type AddressKind = 'public' | 'private' | 'special'
type Address = ReturnType<typeof ipaddr.parse>
type Address6 = InstanceType<typeof ipaddr.IPv6>

const PRIVATE = new Set<string>(['loopback', 'private', 'carrierGradeNat', 'uniqueLocal'])
const CARRIERS = new Set<string>(['rfc6052', '6to4'])
/** Where clouds keep their keys, outside the link-local range: Alibaba, AWS, Google. */
const CLOUD_KEYS = new Set(['100.100.100.200', 'fd00:ec2::254', 'fd20:ce::254'])
/** All of the internet's IPv6 lies here (RFC 4291, 2.4). */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3')

/** @param text an address as sockets give it, without brackets; a zone (`%eth0`) does not matter */
export function addressKind(text: string): AddressKind {
  const address = parseAddress(text)
  if (address === undefined || CLOUD_KEYS.has(address.toString())) return 'special'
  const range = address.range() as string
  if (PRIVATE.has(range)) return 'private'
  if (range !== 'unicast') return 'special'
  return isVersion6(address) && !address.match(GLOBAL) ? 'special' : 'public'
}

/** An address, taken out of the IPv6 address that carries it; undefined when it is none. */
export function parseAddress(text: string): Address | undefined {
  const bare = text.replace(/%.*$/, '')
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return undefined
  const address = ipaddr.process(bare)
  return isVersion6(address) && CARRIERS.has(address.range()) ? carried(address) : address
}

/** 6to4 has the address behind its first two bytes (RFC 3056), NAT64 at its end (RFC 6052, prefix of 96 bits). */
function carried(address: Address6): Address {
  const bytes = address.toByteArray()
  const from = address.range() === '6to4' ? 2 : 12
  return ipaddr.fromByteArray(bytes.slice(from, from + 4))
}

const isVersion6 = (address: Address): address is Address6 => address.kind() === 'ipv6'

/**
 * Whether an address lies in a range.
 * @param range an address, or one with the length of its prefix: `10.0.0.0/8`
 */
export function isInRange(text: string, range: string): boolean {
  const address = parseAddress(text)
  const [base, bits] = parseRange(range) ?? []
  if (!address || !base || bits === undefined || address.kind() !== base.kind()) return false
  return (address.match as (other: Address, bits: number) => boolean)(base, bits)
}

/** undefined when it is no range. */
export function parseRange(range: string): [Address, number] | undefined {
  if (ipaddr.isValidCIDR(range)) return ipaddr.parseCIDR(range)
  const address = parseAddress(range)
  return address && [address, address.kind() === 'ipv4' ? 32 : 128]
}
