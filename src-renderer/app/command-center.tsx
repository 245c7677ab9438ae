import { CommandList } from './command-list.tsx'
import { useOverlay } from './command-overlay.ts'
import { DeleteOpenFlow } from './delete-open-flow.tsx'
import { KeyList } from './key-list.tsx'
import { useShortcuts } from './shortcuts.ts'
import { useStudioCommands } from './studio-commands.ts'

/** Commands on every page: their keys, and the lists that show them. */
export function CommandCenter() {
  useStudioCommands()
  useShortcuts()
  const shown = useOverlay((overlay) => overlay.shown)
  if (shown === 'commands') return <CommandList />
  if (shown === 'delete-flow') return <DeleteOpenFlow />
  return shown === 'keys' ? <KeyList /> : null
}
