import { create } from 'zustand'

/** The list of commands, the list of keys, or the question whether the open flow shall go. */
type Shown = 'commands' | 'keys' | 'delete-flow'

/** What lies over the page, if anything. */
export const useOverlay = create<{ shown: Shown | null }>()(() => ({ shown: null }))

export const showOverlay = (shown: Shown | null): void => useOverlay.setState({ shown })
