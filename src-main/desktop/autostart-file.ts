import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** @param config the folder of the person's settings, `~/.config` where nothing else is said */
export const autostartFile = (config: string): string => join(config, 'autostart', 'blockloom.desktop')

/** Whether the desktop starts it at login. Desktops switch an entry off by a line in it. */
export function hasAutostart(file: string): boolean {
  try {
    const text = readFileSync(file, 'utf8')
    return !/^(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(text)
  } catch {
    return false
  }
}

/**
 * Writes or removes the entry (Desktop Application Autostart Specification).
 * @param command program and arguments; null: no longer
 * @throws Error of the file system
 */
export function setAutostart(file: string, command: readonly string[] | null): void {
  if (!command) {
    rmSync(file, { force: true })
    return
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(
    `${file}.new`,
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Blockloom',
      'Comment=Runs the flows that are switched on',
      `Exec=${findable(command).map(quote).join(' ')}`,
      'Terminal=false',
      'X-GNOME-Autostart-enabled=true',
      '',
    ].join('\n'),
  )
  renameSync(`${file}.new`, file)
}

/**
 * A word of `Exec`: quoted, with a backslash before what a shell would read, all of which the file's own rule for
 * strings takes as an escape once more, as it does a line's end; a percent sign is written twice.
 */
const quote = (word: string): string =>
  `"${word
    .replace(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('%', '%%')}"`

/** GLib looks for the program under its name as it is written, `%%` and all, so another one has to start it. */
const findable = (command: readonly string[]): readonly string[] =>
  command[0]?.includes('%') ? ['env', ...command] : command
