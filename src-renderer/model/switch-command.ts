import { create } from 'zustand'

/** Switching a flow on, as the bar above does it: it says what is in the way. Panels that say "off" offer it. */
type SwitchCommand = { switchOn: ((flowId: string) => Promise<void>) | null }

/** Null while no bar is shown. */
export const useSwitchOn = create<SwitchCommand>()(() => ({ switchOn: null }))
