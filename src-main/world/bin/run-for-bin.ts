import { execFile } from 'node:child_process'
import { noBin } from './no-bin.ts'

/**
 * Asks a program of the system to put something into the bin.
 * @param args never pasted into a command line: the program gets them as they are
 * @throws AppError `files.no-bin` with what the program said
 */
export function runForBin(
  path: string,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...process.env, ...env }, timeout: 60_000, windowsHide: true }
    execFile(program, args, options, (error, _out, said) => {
      if (!error) resolve()
      else reject(noBin(path, said.trim().split('\n').at(-1)?.trim() || 'the system refused it'))
    })
  })
}
