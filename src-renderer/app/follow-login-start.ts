import { client, wheneverReached } from '../link/client.ts'
import { useLoginStart } from '../model/login-start-store.ts'

/** It may be switched at the tray icon or by the system too: it is asked for whenever somebody comes back to the window. */
export function followLoginStart(): void {
  wheneverReached(ask)
  window.addEventListener('focus', () => {
    if (useLoginStart.getState().now?.available) ask()
  })
}

function ask(): void {
  client.system.loginStart().then(
    (now) => useLoginStart.setState({ now }),
    // without a connection it is asked for again when there is one
    () => {},
  )
}
