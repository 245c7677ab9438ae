import type { Json } from '#shared/flow'
import type { BlockStates } from '../ports.ts'
import type { RunSecrets } from './run-secrets.ts'

/** What blocks remember goes on disk as what leaves them does. */
export const maskedStates = (states: BlockStates, secrets: RunSecrets): BlockStates => ({
  read: (owner) => states.read(owner),
  set: (owner, key, text) =>
    states.set(
      owner,
      secrets.maskText(key),
      text === undefined ? undefined : JSON.stringify(secrets.mask(JSON.parse(text) as Json)),
    ),
})
