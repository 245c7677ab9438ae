import type { RuntimeSettings } from './ports.ts'

/** The keys of the settings. */
export const ALLOWED_ADDRESSES_KEY = 'allowedAddresses'
export const PROXY_KEY = 'proxy'
export const NO_PROXY_KEY = 'noProxy'

type Settings = Pick<RuntimeSettings, 'get'>

/**
 * The addresses that flows may reach: `any`, `public`, `named` (private ones that are written out in the flow itself),
 * addresses and ranges. A setting that cannot be understood allows none, as nobody can say what was meant.
 */
export function allowedAddresses(settings: Settings): string[] {
  const set = settings.get(ALLOWED_ADDRESSES_KEY)
  if (set === undefined || set === null) return ['public', 'named']
  return textsOf(set) ?? []
}

/** `none`, the address of one, or null: what the environment says (HTTPS_PROXY, HTTP_PROXY, NO_PROXY). */
export function proxySettings(settings: Settings): { proxy: string | null; noProxy: string[] } {
  const proxy = settings.get(PROXY_KEY)
  return {
    proxy: typeof proxy === 'string' ? proxy : null,
    noProxy: textsOf(settings.get(NO_PROXY_KEY)) ?? [],
  }
}

const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined
