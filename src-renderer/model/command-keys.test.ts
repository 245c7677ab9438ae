import { describe, expect, test } from 'vitest'
import { commandFor, type Press, pressIs } from './command-keys.ts'
import type { Command } from './commands.ts'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  ...held,
})
const command = (id: string, more: Partial<Command>): Command => ({
  ...{ id, group: 'edit', title: () => id, does() {} },
  ...more,
})
const here = { onMac: false, typing: false, onCanvas: true }

describe('keys of commands', () => {
  test('all that is named must be held, and nothing else', () => {
    expect(pressIs(press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+Z', false)).toBe(true)
    expect(pressIs(press('z', { ctrlKey: true }), 'Ctrl+Shift+Z', false)).toBe(false)
    expect(pressIs(press('z', { ctrlKey: true, altKey: true }), 'Ctrl+Z', false)).toBe(false)
    expect(pressIs(press('m', { metaKey: true }), 'M', false)).toBe(false)
  })

  test('Ctrl is Cmd on a Mac, and Ctrl itself is not', () => {
    expect(pressIs(press('k', { metaKey: true }), 'Ctrl+K', true)).toBe(true)
    expect(pressIs(press('k', { ctrlKey: true }), 'Ctrl+K', true)).toBe(false)
  })

  test('a sign counts with and without Shift: keyboards differ', () => {
    expect(pressIs(press('?', { shiftKey: true }), '?', false)).toBe(true)
    expect(pressIs(press('/', { shiftKey: true }), '/', false)).toBe(true)
    expect(pressIs(press('/'), '/', false)).toBe(true)
  })

  test('while something is typed only those count that say so', () => {
    const save = command('save', { keys: ['Ctrl+S'], inFields: true })
    const undo = command('undo', { keys: ['Ctrl+Z'] })
    const typing = { ...here, typing: true }
    expect(commandFor([undo, save], press('s', { ctrlKey: true }), typing)).toBe(save)
    expect(commandFor([undo, save], press('z', { ctrlKey: true }), typing)).toBeUndefined()
    expect(commandFor([undo, save], press('z', { ctrlKey: true }), here)).toBe(undo)
  })

  test('letters that mean a block count on the canvas alone', () => {
    const move = command('move', { keys: ['M'], onCanvas: true })
    expect(commandFor([move], press('m'), here)).toBe(move)
    expect(commandFor([move], press('m'), { ...here, onCanvas: false })).toBeUndefined()
  })
})
