import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** ms that a sign-in link is good */
export const LINK_LIFE = 10 * 60_000
/** links that wait at once; the oldest goes */
const MOST_LINKS = 20

export const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

/** The entry whose hash this is. Looks at all of them, also after the right one, in constant time each. */
export function findByHash<T extends { hash: Buffer }>(all: readonly T[], hash: Buffer): T | undefined {
  let found: T | undefined
  for (const one of all) if (timingSafeEqual(one.hash, hash)) found = one
  return found
}

/** Keys of one-time sign-in links: each good once, for ten minutes. Only hashes are kept, in memory. */
export class SignInKeys {
  private keys: { hash: Buffer; until: number }[] = []
  private readonly now: () => number

  /** @param now ms since the epoch */
  constructor(now: () => number) {
    this.now = now
  }

  make(): string {
    const key = randomBytes(32).toString('base64url')
    this.keys = [...this.keys, { hash: hashOf(key), until: this.now() + LINK_LIFE }].slice(-MOST_LINKS)
    return key
  }

  /** Whether the key was good; it is not good again afterwards. */
  use(key: string): boolean {
    const live = this.keys.filter(({ until }) => until > this.now())
    const found = findByHash(live, hashOf(key))
    this.keys = live.filter((one) => one !== found)
    return found !== undefined
  }
}
