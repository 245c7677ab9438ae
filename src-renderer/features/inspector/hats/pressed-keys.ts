/** What a press says of itself: the part of a KeyboardEvent that is read here. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'> & {
  altGraph: boolean
}

export type Pressed =
  /** only keys that are held while others are pressed */
  | { is: 'held'; keys: string }
  | { is: 'keys'; keys: string }
  | { is: 'not-for-this'; key: string; why: 'number-pad' | 'letter' | 'other' }

const HELD = new Set([
  'Control',
  'Alt',
  'AltGraph',
  'Shift',
  'Meta',
  'OS',
  'Super',
  'Hyper',
  'Fn',
  'CapsLock',
])
const NAMES: Readonly<Record<string, string>> = {
  ...{ ' ': 'Space', '+': 'Plus', Enter: 'Return' },
  ...{ ArrowUp: 'Up', ArrowDown: 'Down', ArrowLeft: 'Left', ArrowRight: 'Right' },
  ...{ AudioVolumeUp: 'VolumeUp', AudioVolumeDown: 'VolumeDown', AudioVolumeMute: 'VolumeMute' },
  ...{ MediaTrackNext: 'MediaNextTrack', MediaTrackPrevious: 'MediaPreviousTrack' },
}
const NAMED = new Set([
  ...['Tab', 'Backspace', 'Delete', 'Insert', 'Escape', 'Home', 'End', 'PageUp', 'PageDown', 'PrintScreen'],
  ...['MediaStop', 'MediaPlayPause', ...Object.values(NAMES)],
])

/**
 * A press in the words of the field: `Ctrl+Shift+K`. Which letter it is follows from the key where Alt made another
 * sign of it.
 */
export function pressedKeys(press: Press, mac: boolean): Pressed {
  const held = [
    press.ctrlKey && !press.altGraph && 'Ctrl',
    press.metaKey && (mac ? 'Cmd' : 'Super'),
    press.altKey && !press.altGraph && 'Alt',
    press.altGraph && 'AltGr',
    press.shiftKey && 'Shift',
  ].filter((name) => name !== false)
  if (HELD.has(press.key)) return { is: 'held', keys: held.join('+') }
  if (press.code.startsWith('Numpad') && press.code !== 'NumpadEnter')
    return { is: 'not-for-this', key: press.key, why: 'number-pad' }
  const key = keyOf(press)
  if (key !== undefined) return { is: 'keys', keys: [...held, key].join('+') }
  const isLetter = [...press.key].length === 1
  return {
    is: 'not-for-this',
    key: isLetter ? press.key.toUpperCase() : press.key,
    why: isLetter ? 'letter' : 'other',
  }
}

function keyOf({ key, code }: Press): string | undefined {
  // with Shift the row of digits gives other signs, and each keyboard others
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return digit
  if (/^F([1-9]|1\d|2[0-4])$/.test(key)) return key
  const name = NAMES[key] ?? key
  if (NAMED.has(name)) return name
  if (/^[!-~]$/.test(key)) return key.toUpperCase()
  // Alt makes π of P, and a key that waits for the next one says Dead
  return /^Key([A-Z])$/.exec(code)?.[1]
}
