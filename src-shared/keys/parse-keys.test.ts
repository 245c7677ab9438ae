import { expect, test } from 'vitest'
import { parseKeys } from './parse-keys.ts'

test.each([
  ['Ctrl+Shift+K', 'Ctrl+Shift+K', 'Ctrl+Shift+K'],
  [' shift + control + k ', 'Ctrl+Shift+K', 'Ctrl+Shift+K'],
  ['CmdOrCtrl+F9', 'Ctrl+F9', 'Cmd+F9'],
  ['option+space', 'Alt+Space', 'Alt+Space'],
  ['Win+Enter', 'Super+Return', 'Cmd+Return'],
  ['Cmd+K', 'Super+K', 'Cmd+K'],
  ['Ctrl+Plus', 'Ctrl+Plus', 'Ctrl+Plus'],
  ['f12', 'F12', 'F12'],
])('%s is %s, on macOS %s', (written, here, mac) => {
  expect(parseKeys(written, false)).toBe(here)
  expect(parseKeys(written, true)).toBe(mac)
  expect(parseKeys(here, false)).toBe(here)
})

test.each(['', '+', 'Ctrl', 'Ctrl+', 'Ctrl++', 'K+Ctrl', 'Hyper+K', 'Ctrl+KK', 'F25', 'Ctrl+ü', 'Ctrl-K'])(
  '"%s" is no combination of keys',
  (written) => {
    expect(() => parseKeys(written, false)).toThrow(expect.objectContaining({ code: 'hotkey.not-keys' }))
  },
)

test.each(['K', 'Shift+K', 'Space', 'Shift+Return'])('%s alone would be lost for typing', (written) => {
  expect(() => parseKeys(written, false)).toThrow(expect.objectContaining({ code: 'hotkey.needs-modifier' }))
})
