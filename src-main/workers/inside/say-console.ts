import type { LogLevel } from '../protocol/message.ts'
import type { LiveCall } from './live-call.ts'

/**
 * Makes `console` write into the log of the step whose code calls it. What cannot be told to belong to a step goes
 * to stdout and stderr, which are log too.
 */
export function sayConsole(current: () => LiveCall | undefined): void {
  const out = (level: LogLevel, stream: NodeJS.WriteStream) => ({
    write(text: string): boolean {
      const call = current()
      if (!call) return stream.write(text)
      call.log(level, text.replace(/\n$/, ''))
      return true
    },
  })
  const { console } = globalThis
  let own: Console | undefined
  globalThis.console = new Proxy(console, {
    get(_, name: keyof Console) {
      own ??= new console.Console({
        stdout: out('info', process.stdout) as never,
        stderr: out('warn', process.stderr) as never,
        // else it would want whole streams, to listen for errors
        ignoreErrors: false,
      })
      return own[name] ?? console[name]
    },
  })
}
