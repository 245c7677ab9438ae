import { expect, test } from 'vitest'
import { parseKeys } from '#shared/keys'
import { type Press, pressedKeys } from './pressed-keys.ts'

const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, altGraph: false }
const press = (key: string, code: string, held: Partial<Press> = {}): Press => ({
  ...none,
  key,
  code,
  ...held,
})
const ctrl = { ctrlKey: true }

test.each<[Press, string, string]>([
  [press('K', 'KeyK', { ...ctrl, shiftKey: true }), 'Ctrl+Shift+K', 'Ctrl+Shift+K'],
  [press('k', 'KeyK', { metaKey: true }), 'Super+K', 'Cmd+K'],
  [press('π', 'KeyP', { altKey: true }), 'Alt+P', 'Alt+P'],
  [press('Dead', 'KeyN', { altKey: true }), 'Alt+N', 'Alt+N'],
  [press('!', 'Digit1', { ...ctrl, shiftKey: true }), 'Ctrl+Shift+1', 'Ctrl+Shift+1'],
  [press('+', 'BracketRight', ctrl), 'Ctrl+Plus', 'Ctrl+Plus'],
  [press(' ', 'Space', { altKey: true }), 'Alt+Space', 'Alt+Space'],
  [press('Enter', 'NumpadEnter', ctrl), 'Ctrl+Return', 'Ctrl+Return'],
  [press('ArrowUp', 'ArrowUp', { ...ctrl, altKey: true }), 'Ctrl+Alt+Up', 'Ctrl+Alt+Up'],
  [press('e', 'KeyE', { ...ctrl, altKey: true, altGraph: true }), 'AltGr+E', 'AltGr+E'],
  [press('F9', 'F9'), 'F9', 'F9'],
  [press('MediaTrackNext', 'MediaTrackNext'), 'MediaNextTrack', 'MediaNextTrack'],
])('%j is %s, on macOS %s, and the trigger takes it', (pressed, here, mac) => {
  expect(pressedKeys(pressed, false)).toEqual({ is: 'keys', keys: here })
  expect(pressedKeys(pressed, true)).toEqual({ is: 'keys', keys: mac })
  expect(parseKeys(here, false)).toBe(here)
  expect(parseKeys(mac, true)).toBe(mac)
})

test('keys that are only held wait for another one', () => {
  expect(pressedKeys(press('Shift', 'ShiftLeft', { ...ctrl, shiftKey: true }), false)).toEqual({
    is: 'held',
    keys: 'Ctrl+Shift',
  })
})

test.each([
  [press('ü', 'BracketLeft', ctrl), { key: 'Ü', why: 'letter' }],
  [press('5', 'Numpad5', ctrl), { key: '5', why: 'number-pad' }],
  [press('BrightnessUp', 'BrightnessUp'), { key: 'BrightnessUp', why: 'other' }],
])('%j says why it cannot be used', (pressed, why) => {
  expect(pressedKeys(pressed, false)).toEqual({ is: 'not-for-this', ...why })
})
