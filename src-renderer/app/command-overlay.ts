import { create } from 'zustand'

/** What lies over the page: the list of commands, the list of keys, or nothing. */
export const useOverlay = create<{ shown: 'commands' | 'keys' | null }>()(() => ({ shown: null }))

export const showOverlay = (shown: 'commands' | 'keys' | null): void => useOverlay.setState({ shown })
