import { create } from 'zustand'

/** Where a command stands in lists, in this order. */
export const COMMAND_GROUPS = ['flow', 'edit', 'block', 'view', 'go', 'look', 'help'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** One thing the studio can do, by name. Menus, shortcuts and the list of commands all take it from here. */
export type Command = {
  /** `flow.run` */
  id: string
  group: CommandGroup
  /** in the language of the screen */
  title(): string
  /** `Ctrl+Shift+Z`, `M`, `Delete`; the first one is shown. Ctrl is Cmd on a Mac */
  keys?: readonly string[]
  /** its keys also count while something is typed */
  inFields?: boolean
  /** its keys count on the canvas alone, where a letter means a block */
  onCanvas?: boolean
  /** whether it can be done now; without it, always */
  can?(): boolean
  does(): void
}

type CommandsState = { lists: Readonly<Record<string, readonly Command[]>> }

export const useCommands = create<CommandsState>()(() => ({ lists: {} }))

/** Adds the commands of one part of the studio for as long as it is shown. @returns takes them away */
export function lendCommands(owner: string, commands: readonly Command[]): () => void {
  useCommands.setState(({ lists }) => ({ lists: { ...lists, [owner]: commands } }))
  return () =>
    useCommands.setState(({ lists }) => {
      if (lists[owner] !== commands) return {}
      const { [owner]: _, ...others } = lists
      return { lists: others }
    })
}

export const allCommands = ({ lists }: CommandsState): Command[] => {
  const all = Object.values(lists).flat()
  return COMMAND_GROUPS.flatMap((group) => all.filter((command) => command.group === group))
}

export const commandOf = (id: string): Command | undefined =>
  allCommands(useCommands.getState()).find((command) => command.id === id)

export const canDo = (command: Command): boolean => command.can?.() ?? true

/** Does a command by its name, if it is there and can be done now. @returns whether it was done */
export function doCommand(id: string): boolean {
  const command = commandOf(id)
  if (!command || !canDo(command)) return false
  command.does()
  return true
}
