import { create } from 'zustand'

export type LoginStartState = {
  /** only the desktop app starts at login */
  available: boolean
  on: boolean
  /** nobody is asked again */
  answered: boolean
}

/** Whether the app starts at login, as the host told it last; null until it did. */
export const useLoginStart = create<{ now: LoginStartState | null }>()(() => ({ now: null }))
