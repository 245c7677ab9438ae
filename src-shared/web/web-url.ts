import { AppError } from '#shared/error'

/** What is used of a URL of the WHATWG standard: a value that every place has in which this runs. */
export type WebUrl = {
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly host: string
  readonly pathname: string
  readonly username: string
  readonly password: string
  readonly searchParams: {
    append(name: string, value: string): void
    set(name: string, value: string): void
    has(name: string): boolean
    toString(): string
  }
}
declare const URL: {
  new (text: string, base?: string): WebUrl
  canParse(text: string, base?: string): boolean
}

/** An address, whole or as it leads on from another; undefined when it is none. */
export const parseUrl = (text: string, base?: string): WebUrl | undefined =>
  URL.canParse(text, base) ? new URL(text, base) : undefined

/**
 * The address that a person wrote. Names in other scripts become what the network knows them by.
 * @throws AppError `web.bad-address`: no address, another scheme than http and https, a password in it
 */
export function webAddress(text: string, field = 'url'): WebUrl {
  const url = parseUrl(text.trim())
  if (!url || url.host === '') throw badAddress(`"${shown(text)}" is not a web address.`, WHOLE, field)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw badAddress(
      `"${shown(text)}" is not an address on the web but one of kind ${url.protocol}`,
      WHOLE,
      field,
    )
  if (url.username !== '' || url.password !== '')
    throw badAddress(
      `The address of ${url.host} holds a user name or password.`,
      'Take it out of the address and use "Sign in" with the kind "basic".',
      field,
    )
  return url
}

const WHOLE = 'Write the whole address, for example https://example.org/page.'
const shown = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}...` : text)

const badAddress = (message: string, fix: string, field: string): AppError =>
  new AppError({
    code: 'web.bad-address',
    message: message.replace(/:$/, '.'),
    fix,
    details: { field },
  })
