import { createORPCClient } from '@orpc/client'
import { create } from 'zustand'
import type { Client } from '#shared/contract'
import { askPort, isDesktop } from './ask-port.ts'
import { keepLink, type LinkState } from './kept-link.ts'
import { openSocket, socketUrl } from './open-socket.ts'

/**
 * Whether the runtime can be reached: `lost` after a failure, until it answers again. `signedOut`: it answers,
 * but this browser has to sign in again with a new link.
 */
export const connection = create<{ state: LinkState; signedOut: boolean }>(() => ({
  state: 'connecting',
  signedOut: false,
}))

/** Calls whenever the runtime can be reached again after it could not; for as long as the page lives. */
export function onReached(then: () => void): () => void {
  return connection.subscribe((now, before) => {
    if (now.state === 'open' && before.state !== 'open') then()
  })
}

/** The same, and at once where it can be reached now. */
export function wheneverReached(then: () => void): void {
  onReached(then)
  if (connection.getState().state === 'open') then()
}

const link = keepLink({
  open: () => (isDesktop(window) ? askPort(window) : openStudioSocket()),
  onState: (state) => connection.setState(state === 'open' ? { state, signedOut: false } : { state }),
  after(ms, then) {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
})

/** The one client of the page, over the desktop's port or the browser's socket. Errors arrive as AppErrors. */
export const client: Client = createORPCClient<Client>(link)

async function openStudioSocket() {
  try {
    return await openSocket(socketUrl(window.location))
  } catch (error) {
    connection.setState({ signedOut: await isSignedOut() })
    throw error
  }
}

/** A browser does not tell why a socket was refused; a call over HTTP does. */
const isSignedOut = (): Promise<boolean> =>
  fetch('/api/v1/system').then(
    ({ status }) => status === 401,
    () => false,
  )

// a test of a feature that only needs the types has no window
if (typeof window !== 'undefined') {
  link.start()
  window.addEventListener('online', () => link.hurry())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') link.hurry()
  })
}
