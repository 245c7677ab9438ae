import { allCommands, useCommands } from '../../../model/commands.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { monitorOf } from '../../../model/monitor-edits.ts'

/** What the ids of the commands begin with that put cards on the canvas, or take them off. */
export const WATCH = 'canvas.monitor '

const MOST_IN_MENU = 6

/** Ids of those that put one there, for the canvas' menu. */
export const watchCommands = (): string[] =>
  allCommands(useCommands.getState())
    .map(({ id }) => id)
    .filter((id) => id.startsWith(WATCH) && !isShown(id.slice(WATCH.length)))
    .slice(0, MOST_IN_MENU)

export function isShown(variable: string): boolean {
  const { document } = useFlow.getState()
  return document !== null && monitorOf(document, variable) !== undefined
}
