import type * as Electron from 'electron'
import { facts } from './facts.ts'

/** Keys that a test presses; those of `STAND_IN_TAKEN` belong to another program. */
export const globalShortcut = {
  register(keys, pressed) {
    if (keys === process.env.STAND_IN_TAKEN || facts.keys.has(keys)) return false
    facts.keys.set(keys, pressed)
    return true
  },
  unregister: (keys) => void facts.keys.delete(keys),
} satisfies Partial<Electron.GlobalShortcut>
