import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { readHidden } from './read-hidden.ts'

function terminal() {
  const modes: boolean[] = []
  const keyboard = Object.assign(new EventEmitter(), {
    setRawMode: (raw: boolean) => modes.push(raw),
    setEncoding: () => {},
    resume: () => {},
    pause: () => {},
  })
  const said: string[] = []
  const line = readHidden(keyboard, (text) => void said.push(text), 'Value: ')
  return {
    line,
    type: (keys: string) => keyboard.emit('data', keys),
    said: () => said.join(''),
    modes,
    keyboard,
  }
}

test('what is typed is read and not shown, whether it comes key by key or at once', async () => {
  const { line, type, said, modes, keyboard } = terminal()
  for (const key of 'kanä') type(key)
  type('rienvogel 😀\r')
  expect(await line).toBe('kanärienvogel 😀')
  expect(said()).toBe('Value: \n')
  expect(modes).toEqual([true, false])
  expect(keyboard.listenerCount('data')).toBe(0)
})

test('mistakes can be taken back', async () => {
  const { line, type } = terminal()
  type('wrong')
  type('\x15')
  type('rightx\x7f\n')
  expect(await line).toBe('right')
})

test('Ctrl+C sets nothing and gives the terminal back', async () => {
  const { line, type, modes } = terminal()
  type('half')
  type('\x03')
  await expect(line).rejects.toMatchObject({ code: 'command.cancelled' })
  expect(modes).toEqual([true, false])
})
