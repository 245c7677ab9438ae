import type { ClientLink } from '@orpc/client'
import { type Channel, channelLink, linkLost } from '#shared/contract'

/** ms before the next try; the last one goes on for ever */
const PAUSES = [250, 500, 1000, 2000, 4000]

export type LinkState = 'connecting' | 'open' | 'lost'

export type KeptLinkParts = {
  /** one try to reach the runtime; rejects when that fails */
  open(): Promise<Channel>
  onState(state: LinkState): void
  /** calls `then` after `ms`; gives back what cancels it */
  after(ms: number, then: () => void): () => void
}

type Context = Record<never, never>
export type KeptLink = ClientLink<Context> & {
  /** opens the connection; the first call does it as well */
  start(): void
  /** tries at once instead of at the end of the pause: the network is back, the page is looked at again */
  hurry(): void
}

/**
 * A link that comes back. Calls made before it is first open wait for it; when it is lost, pending calls and
 * streams fail with `link.lost`, and so do new ones until it is open again. Streams are begun anew by whoever
 * wants them.
 */
export function keepLink({ open, onState, after }: KeptLinkParts): KeptLink {
  let state: LinkState = 'connecting'
  let link: ClientLink<Context> | null = null
  let opening = false
  let failures = 0
  let cancelPause: (() => void) | null = null
  let waiting: (() => void)[] = []

  const become = (next: LinkState) => {
    if (state !== next) onState(next)
    state = next
    const ready = waiting
    waiting = []
    for (const go of ready) go()
  }
  const lose = () => {
    link = null
    become('lost')
    cancelPause?.()
    cancelPause = after(PAUSES[Math.min(failures, PAUSES.length - 1)] as number, tryOnce)
    failures++
  }
  const tryOnce = () => {
    cancelPause?.()
    cancelPause = null
    if (link || opening) return
    opening = true
    void attempt()
  }
  const attempt = async () => {
    try {
      const channel = await open()
      opening = false
      failures = 0
      link = channelLink(channel)
      channel.onClose(lose)
      become('open')
    } catch {
      opening = false
      lose()
    }
  }

  return {
    async call(path, input, options) {
      if (!cancelPause) tryOnce()
      if (state === 'connecting') await new Promise<void>((go) => waiting.push(go))
      if (!link) throw linkLost()
      return link.call(path, input, options)
    },
    start: tryOnce,
    hurry() {
      failures = 0
      tryOnce()
    },
  }
}
