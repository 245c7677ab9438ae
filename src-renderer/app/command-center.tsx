import { CommandList } from './command-list.tsx'
import { useOverlay } from './command-overlay.ts'
import { KeyList } from './key-list.tsx'
import { useShortcuts } from './shortcuts.ts'
import { useStudioCommands } from './studio-commands.ts'

/** Commands on every page: their keys, and the lists that show them. */
export function CommandCenter() {
  useStudioCommands()
  useShortcuts()
  const shown = useOverlay((overlay) => overlay.shown)
  if (shown === 'commands') return <CommandList />
  return shown === 'keys' ? <KeyList /> : null
}
