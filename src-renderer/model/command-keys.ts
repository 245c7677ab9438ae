import type { Command } from './commands.ts'

/** What of a key press is looked at. */
export type Press = {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
  altKey: boolean
}

/** Signs that need Shift on some keyboards and none on others: the sign itself is what counts. */
const isSign = (key: string): boolean => key.length === 1 && !/[\p{L}\p{N} ]/u.test(key)

/** Whether a press is these keys: `Ctrl+Shift+Z`, `Alt+M`, `?`. On a Mac Ctrl means Cmd. */
export function pressIs(press: Press, keys: string, onMac: boolean): boolean {
  const parts = keys.split('+')
  const key = parts.pop() ?? ''
  const wants = (name: string) => parts.includes(name)
  const command = onMac ? press.metaKey : press.ctrlKey
  const other = onMac ? press.ctrlKey : press.metaKey
  if (command !== wants('Ctrl') || other || press.altKey !== wants('Alt')) return false
  if (!isSign(key) && press.shiftKey !== wants('Shift')) return false
  return press.key.toLowerCase() === key.toLowerCase()
}

/** The command a press asks for. */
export const commandFor = (
  commands: readonly Command[],
  press: Press,
  where: { onMac: boolean; typing: boolean; onCanvas: boolean },
): Command | undefined =>
  commands.find(
    (command) =>
      (!where.typing || command.inFields === true) &&
      (where.onCanvas || command.onCanvas !== true) &&
      (command.keys ?? []).some((keys) => pressIs(press, keys, where.onMac)),
  )
