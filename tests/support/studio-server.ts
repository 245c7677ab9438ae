import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Running, start, until } from './blockloom-command.ts'

/** A served studio with a data folder of its own, that can be killed and started again. */
export type StudioServer = {
  /** `http://127.0.0.1:PORT` */
  url: string
  /** signs a browser in, once */
  link: string
  /** what `~` stands for there: empty but for `Downloads` */
  home: string
  /** kill -9 */
  kill(): Promise<void>
  /** ends it as a person or the system does; its exit code */
  stop(): Promise<number | null>
  /** on the same port and data folder, with a new link */
  startAgain(): Promise<void>
  /** ends it and removes its data */
  end(): Promise<void>
}

export async function startStudio(): Promise<StudioServer> {
  const data = mkdtempSync(join(tmpdir(), 'blockloom-studio-'))
  // a short path: it stands in the pictures of the documents
  const home = mkdtempSync(join(tmpdir(), 'ada-'))
  mkdirSync(join(home, 'Downloads'))
  let running: Running
  const serve = async (port: string) => {
    running = start(['serve', '--port', port], {
      home: data,
      env: { HOME: home, USERPROFILE: home },
    })
    const found = await until(running, () => /with this link: (\S+)/.exec(running.out()))
    server.link = found[1] as string
    server.url = new URL(server.link).origin
  }
  const stop = async (signal: NodeJS.Signals) => {
    running.child.kill(signal)
    return (await running.ended).code
  }
  const server: StudioServer = {
    url: '',
    link: '',
    home,
    kill: async () => void (await stop('SIGKILL')),
    stop: () => stop('SIGTERM'),
    startAgain: () => serve(new URL(server.url).port),
    async end() {
      if (running.child.exitCode === null && running.child.signalCode === null) await stop('SIGTERM')
      for (const folder of [data, home]) rmSync(folder, { recursive: true, force: true })
    },
  }
  await serve('0')
  return server
}
