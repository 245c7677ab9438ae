import { AppError } from '#shared/error'
import type { CommandIo } from './command-io.ts'

/**
 * Asks a person at a terminal; everything but a clear yes is a no.
 * @throws AppError `command.needs-yes` where there is no terminal to ask at, `command.cancelled` when it was a no
 */
export async function askYes(io: CommandIo, question: string): Promise<void> {
  // a hidden line can be read only at a terminal
  if (!io.hidden)
    throw new AppError({
      code: 'command.needs-yes',
      message: `${question} There is nobody to ask: this is no terminal.`,
      fix: 'Give --yes to agree without being asked.',
    })
  io.err(`${question} [y/N] `)
  const lines = io.lines()
  try {
    const answer = await lines.next()
    if (/^\s*(y|yes)\s*$/i.test(answer ?? '')) return
  } finally {
    lines.close()
  }
  throw new AppError({ code: 'command.cancelled', message: 'Nothing was changed.' })
}
