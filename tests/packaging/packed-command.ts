import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Ended, type Running, until } from '../support/blockloom-command.ts'

/** Lets plain Node read archives. */
export const ASAR = ['--import', pathToFileURL(join(import.meta.dirname, 'stand-in', 'register.mjs')).href]

/** The command line of a packed app: unpacked in a folder, or as it lies in the archive. */
export type PackedCommand = {
  run(...words: string[]): Promise<Ended>
  serve(): Promise<PackedServer>
  /** ends what a failed test left running */
  end(): Promise<void>
}
export type PackedServer = {
  url: string
  /** of the REST API */
  token: string
  /** ends it as a person does */
  stop(): Promise<Ended>
}

/**
 * @param app the folder of package.json, or the archive
 * @param node what Node is given before the program
 * @param home the data folder
 */
export function packedCommand(app: string, node: string[], home: string): PackedCommand {
  const all: Running[] = []
  const start = (words: string[]): Running => {
    const child = spawn(process.execPath, [...node, join(app, 'out', 'main', 'cli.js'), ...words], {
      // away from the clone, whose node_modules would help out where something was not packed
      cwd: tmpdir(),
      env: { ...process.env, BLOCKLOOM_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code) => resolve({ code, out, err }))
    })
    const running: Running = { child, ended, out: () => out, err: () => err }
    all.push(running)
    return running
  }
  const run = (...words: string[]) => start(words).ended
  return {
    run,
    async serve() {
      const running = start(['serve', '--port', '0'])
      const [, url] = await until(running, () => /Blockloom is at (\S+)/.exec(running.out()))
      const { text: token } = JSON.parse((await run('tokens', 'create', 'test', '--json')).out)
      return {
        url: url as string,
        token,
        stop() {
          running.child.kill('SIGTERM')
          return running.ended
        },
      }
    },
    async end() {
      for (const { child } of all) child.kill('SIGKILL')
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}
