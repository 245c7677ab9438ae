// The command line: wiring only.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { CommandHost, CommandIo } from './commands/command-io.ts'
import { connect } from './commands/connect.ts'
import { readLines } from './commands/line-reader.ts'
import { makeProgram, runProgram } from './commands/program.ts'
import { readHidden } from './commands/read-hidden.ts'
import { compose } from './compose.ts'
import { hooksPortIn, listenForHooks } from './server/hooks-listener.ts'
import { startServer } from './server/serve.ts'
import { findAppRoot, readVersion } from './world/app-root.ts'
import { dataFolderOf } from './world/data-place.ts'

const root = findAppRoot(import.meta.dirname)
const folder = dataFolderOf(process.env)
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())

// `blockloom runs list | head` closes the pipe: what is left has nobody to read it
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })

const io: CommandIo = {
  out: (words) => void process.stdout.write(words),
  err: (words) => void process.stderr.write(words),
  stdin: () => text(process.stdin),
  ...(process.stdin.isTTY && {
    hidden: (prompt: string) => readHidden(process.stdin, (words) => process.stderr.write(words), prompt),
  }),
  lines: () => readLines(process.stdin),
  env: process.env,
  cwd: process.cwd(),
  signal: stop.signal,
}

const host: CommandHost = {
  io,
  root,
  dataFolder: folder,
  connect: (work, options) => connect(work, { folder, root, io, ephemeral: options?.ephemeral ?? false }),
  async serve({ host: address, port, hooks }) {
    const blockloom = await compose({
      ...{ folder, root, host: 'serve' },
      hooksPort(settings) {
        const own = hooks ?? hooksPortIn(settings)
        return own && ((calls) => listenForHooks(calls, { ...own, host: address }))
      },
    })
    try {
      const studioFolder = join(root, 'out', 'renderer')
      const server = await startServer({ blockloom, host: address, port, studioFolder })
      return {
        url: server.url,
        warnings: server.warnings,
        signInLink: server.signInLink,
        onUnattendedFailure: (tell) => void blockloom.onUnattendedFailure(tell),
        close: () => server.close().then(blockloom.close),
      }
    } catch (error) {
      await blockloom.close()
      throw error
    }
  },
  async workshop() {
    const { makeWorkshop } = await import('./packages/workshop.ts')
    return makeWorkshop(root, readVersion(root))
  },
  openBrowser(url) {
    const [program, ...words] = OPENERS[process.platform] ?? ['xdg-open']
    spawn(program as string, [...words, url], { stdio: 'ignore', detached: true })
      .on('error', () => {})
      .unref()
  },
}
const OPENERS: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['open'],
  // rundll32 takes the address as it is; cmd's start would read the & in it
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

process.exitCode = await runProgram(makeProgram(host, readVersion(root)), host, process.argv.slice(2))
