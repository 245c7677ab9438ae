import { AppError } from '#shared/error'

/** A terminal's keyboard, as far as a hidden line needs it. */
export type Keyboard = {
  setRawMode(raw: boolean): unknown
  setEncoding(encoding: 'utf8'): unknown
  on(event: 'data', listener: (keys: string) => void): unknown
  off(event: 'data', listener: (keys: string) => void): unknown
  resume(): unknown
  pause(): unknown
}

/** Ctrl+D ends a line too. */
const ENTER = new Set(['\r', '\n', '\x04'])
const CANCEL = '\x03'
const BACK = new Set(['\x7f', '\b'])

/**
 * One line that is typed or pasted and not shown.
 * @throws AppError `command.cancelled` on Ctrl+C
 */
export function readHidden(keyboard: Keyboard, say: (text: string) => void, prompt: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let line: string[] = []
  const hear = (keys: string) => {
    for (const key of keys) {
      if (key === CANCEL) return reject(cancelled())
      if (ENTER.has(key)) return resolve(line.join(''))
      if (BACK.has(key)) line.pop()
      else if (key === '\x15') line = []
      // arrows and the like begin with Escape; nothing else below a blank is part of a value
      else if (key >= ' ') line.push(key)
    }
  }
  say(prompt)
  keyboard.setEncoding('utf8')
  keyboard.setRawMode(true)
  keyboard.on('data', hear)
  keyboard.resume()
  return promise.finally(() => {
    keyboard.off('data', hear)
    keyboard.setRawMode(false)
    keyboard.pause()
    say('\n')
  })
}

const cancelled = (): AppError =>
  new AppError({
    code: 'command.cancelled',
    message: 'Nothing was set.',
    fix: 'Run it again when you are ready.',
  })
