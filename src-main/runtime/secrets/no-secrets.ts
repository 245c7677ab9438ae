import { missingSecret } from '#shared/secret'
import type { Secrets } from '../ports.ts'

/** Where there is nothing to keep secrets in. */
export const NO_SECRETS: Secrets = {
  use(name) {
    throw missingSecret(name)
  },
  peek: () => undefined,
  has: () => false,
  revision: () => 0,
  mark: () => 'no secrets',
}
