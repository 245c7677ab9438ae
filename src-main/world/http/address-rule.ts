/**
 * The allowed-address rule: which addresses flows may reach. It is asked about the address a connection really goes
 * to, after the name was looked up, on every hop: names and odd spellings hide nothing from it.
 */
import { AppError } from '#shared/error'
import { type AddressKind, addressKind, isInRange, parseAddress } from './address-kind.ts'

/**
 * What is allowed: `any`, `public`, `named` (what is private and written out in the flow itself), addresses and
 * ranges. An empty list allows nothing.
 */
export type AddressRule = readonly string[]

/** The place that is asked for. */
export type Asked = {
  /** as the URL has it, without brackets */
  host: string
  /** the flow's own text names it */
  named: boolean
}

/** Undefined when flows may go there. */
export function refusalOf(rule: AddressRule, address: string, asked: Asked): AppError | undefined {
  const kind = addressKind(address)
  const isAllowed = rule.some((one) => {
    if (one === 'any') return true
    if (one === 'public') return kind === 'public'
    if (one === 'named') return kind === 'private' && asked.named && isLocal(asked.host)
    return isInRange(address, one)
  })
  return isAllowed ? undefined : notAllowed(rule, address, kind, asked)
}

/** Endings of names that mean the network one stands in, and no place on the internet. */
const LOCAL_ENDING =
  /\.(localhost|local|lan|home|home\.arpa|internal|intranet|corp|private|test|fritz\.box)\.?$/i

/** An address, `localhost`, a name without dots, or one that means a network of one's own. */
export const isLocal = (host: string): boolean =>
  parseAddress(host) !== undefined || !/\.(?=.)/.test(host) || LOCAL_ENDING.test(host)

function notAllowed(rule: AddressRule, address: string, kind: AddressKind, asked: Asked): AppError {
  const what = asked.host === address ? address : `${asked.host} (${address})`
  return new AppError({
    code: 'http.address-not-allowed',
    message: `Flows may not ask ${what}: ${REASONS[kind]}.`,
    fix: fixOf(rule, address, kind, asked),
    details: { address, host: asked.host, kind, setting: 'allowedAddresses' },
  })
}

const REASONS: Readonly<Record<AddressKind, string>> = {
  public: 'the settings do not allow this address',
  private: 'it is this machine or in a private network',
  special: 'such addresses are for machines among themselves',
}

function fixOf(rule: AddressRule, address: string, kind: AddressKind, { host, named }: Asked): string {
  const allow = `blockloom settings set allowedAddresses ${[...rule, kind === 'public' ? 'public' : address].join(' ')}`
  const couldName = kind === 'private' && rule.includes('named') && !named && isLocal(host)
  return couldName
    ? `If it is meant, write the address into the block itself rather than taking it from a value, or allow it with: ${allow}`
    : `If it is meant, allow it with: ${allow}`
}
