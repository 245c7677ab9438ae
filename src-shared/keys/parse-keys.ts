import { AppError } from '#shared/error'

const MODIFIERS: Readonly<Record<string, string>> = {
  ...{ ctrl: 'Ctrl', control: 'Ctrl', strg: 'Ctrl' },
  ...{ cmd: 'Cmd', command: 'Cmd' },
  ...{ alt: 'Alt', option: 'Alt', opt: 'Alt', altgr: 'AltGr', shift: 'Shift' },
  ...{ super: 'Super', meta: 'Super', win: 'Super', windows: 'Super' },
}
/** the order in which they are written */
const ORDER = ['Ctrl', 'Cmd', 'Super', 'Alt', 'AltGr', 'Shift']

const NAMED = [
  ...['Space', 'Tab', 'Backspace', 'Delete', 'Insert', 'Return', 'Escape', 'Plus'],
  ...['Up', 'Down', 'Left', 'Right', 'Home', 'End', 'PageUp', 'PageDown', 'PrintScreen'],
  ...['VolumeUp', 'VolumeDown', 'VolumeMute'],
  ...['MediaNextTrack', 'MediaPreviousTrack', 'MediaStop', 'MediaPlayPause'],
]
const KEYS = new Map([
  ...NAMED.map((name) => [name.toLowerCase(), name] as const),
  ...[['enter', 'Return'] as const, ['esc', 'Escape'] as const, ['del', 'Delete'] as const],
])
/** Keys that nobody types texts with: they may stand alone. */
const MAY_STAND_ALONE = /^(F\d+|PrintScreen|Volume\w+|Media\w+)$/

/**
 * Keys as a person writes them, in the one way in which they are compared and held: `shift+control+k` is
 * `Ctrl+Shift+K`.
 * @throws AppError `hotkey.not-keys`, `hotkey.needs-modifier`
 */
export function parseKeys(text: string, mac: boolean): string {
  const parts = text.split('+').map((part) => part.trim().toLowerCase())
  const key = keyOf(parts.pop() ?? '')
  const modifiers = new Set(parts.map((part) => modifierOf(part, mac)))
  if (key === undefined || modifiers.has(undefined)) throw notKeys(text)
  const held = ORDER.filter((name) => modifiers.has(name))
  const keepsTyping = held.some((name) => name !== 'Shift') || MAY_STAND_ALONE.test(key)
  if (!keepsTyping) throw needsModifier(text)
  return [...held, key].join('+')
}

function modifierOf(part: string, mac: boolean): string | undefined {
  if (part === 'cmdorctrl' || part === 'commandorcontrol') return mac ? 'Cmd' : 'Ctrl'
  const name = MODIFIERS[part]
  // there is one such key, with two names
  return name === 'Super' && mac ? 'Cmd' : name === 'Cmd' && !mac ? 'Super' : name
}

function keyOf(part: string): string | undefined {
  if (/^f([1-9]|1\d|2[0-4])$/.test(part)) return part.toUpperCase()
  // printable, and not what parts the keys
  if (/^[!-*,-~]$/.test(part)) return part.toUpperCase()
  return KEYS.get(part)
}

const EXAMPLES = 'Write keys such as Ctrl+Shift+K, Alt+Space or CmdOrCtrl+F9.'

const notKeys = (keys: string): AppError =>
  new AppError({
    code: 'hotkey.not-keys',
    message: `"${keys.slice(0, 100)}" is no combination of keys.`,
    fix: EXAMPLES,
    details: { keys: keys.slice(0, 100) },
  })

const needsModifier = (keys: string): AppError =>
  new AppError({
    code: 'hotkey.needs-modifier',
    message: `${keys} alone could not be typed any more in any program.`,
    fix: `Add Ctrl, Alt or Cmd. ${EXAMPLES}`,
    details: { keys },
  })
