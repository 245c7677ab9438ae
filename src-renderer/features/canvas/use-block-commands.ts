import { useEffect } from 'react'
import { useBlockCommands } from '../../model/block-commands.ts'
import { deleteChosen, duplicateChosen } from './use-clipboard.ts'
import type { OwnScene } from './use-scene.ts'

/** Lends other panels what the canvas can do with the chosen blocks. */
export function useLendCommands(own: OwnScene): void {
  useEffect(() => {
    const commands = { duplicate: () => duplicateChosen(own), remove: () => deleteChosen(own) }
    useBlockCommands.setState({ commands })
    return () => useBlockCommands.setState({ commands: null })
  }, [own])
}
