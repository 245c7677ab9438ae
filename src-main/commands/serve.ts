import type { Command } from 'commander'
import { AppError } from '#shared/error'
import type { CommandHost, HooksOptions } from './command-io.ts'
import { EXIT } from './exit-code.ts'
import { linkOfHolder } from './held-studio.ts'

type Options = {
  host: string
  port: string
  open?: boolean
  hooksPort?: string
  tlsCert?: string
  tlsKey?: string
}

/** `blockloom serve`: runtime, API, webhooks and studio for a browser. */
export function register(program: Command, host: CommandHost): void {
  program
    .command('serve')
    .description('Serve the studio for a browser, and run what is switched on')
    .option('--host <address>', 'where to listen', '127.0.0.1')
    .option('--port <port>', 'on which port', '4321')
    .option('--open', 'open the browser there')
    .option('--hooks-port <port>', 'a port for webhooks alone; without it they are called on the same port')
    .option('--tls-cert <file>', 'certificate (PEM) for the port of webhooks')
    .option('--tls-key <file>', 'its key')
    .addHelpText('after', '\nExample:\n  blockloom serve --port 8080')
    .action(async (options: Options) => {
      const { host: address, open } = options
      const port = readPort(options.port, '--port')
      try {
        process.exitCode = await serveStudio(host, { host: address, port, open, hooks: hooksIn(options) })
      } catch (error) {
        const link = await linkOfHolder(host, error)
        if (link !== undefined) host.io.err(`Sign in to the one that runs, once, with this link: ${link}\n`)
        throw error
      }
    })
}

/** Serves until the signal comes. Prints the one-time sign-in link. */
export async function serveStudio(
  host: CommandHost,
  { host: address, port, open, hooks }: { host: string; port: number; open?: boolean; hooks?: HooksOptions },
): Promise<number> {
  const served = await host.serve({ host: address, port, hooks })
  for (const warning of served.warnings) host.io.err(`${warning}\n`)
  const link = served.signInLink()
  host.io.out(`Blockloom is at ${served.url}\nSign in once with this link: ${link}\n`)
  served.onUnattendedFailure(({ id, flowName, error }) =>
    host.io.err(
      `"${flowName}" failed: ${error?.message ?? 'nobody was there to see it.'} See: blockloom runs show ${id}\n`,
    ),
  )
  if (open) host.openBrowser(link)
  if (!host.io.signal.aborted)
    await new Promise<void>((resolve) => {
      host.io.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  host.io.err('Stopping: runs under way get 10 seconds, then go on at the next start.\n')
  await served.close()
  return EXIT.done
}

/** @throws AppError `command.wrong-use` */
function hooksIn({ hooksPort, tlsCert, tlsKey }: Options): HooksOptions | undefined {
  if (hooksPort === undefined && tlsCert === undefined && tlsKey === undefined) return undefined
  if (hooksPort === undefined)
    throw new AppError({
      code: 'command.wrong-use',
      message: 'A certificate is for webhooks on a port of their own, but no such port is named.',
      fix: 'Name one too: --hooks-port 8443',
    })
  return { port: readPort(hooksPort, '--hooks-port'), cert: tlsCert, key: tlsKey }
}

function readPort(word: string, option: string): number {
  const port = Number(word)
  if (/^\d+$/.test(word) && port <= 65_535) return port
  throw new AppError({
    code: 'command.wrong-use',
    message: `${option} ${word} is not a port.`,
    fix: 'Give a number from 1 to 65535, or 0 for any free one.',
  })
}
