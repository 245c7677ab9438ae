import { AppError } from '#shared/error'
import type { CommandHost } from './command-io.ts'

/**
 * A sign-in link of the host that holds the data folder, for somebody who started Blockloom a second time.
 * @returns undefined where `error` says something else, or the one that holds it serves no browser
 */
export async function linkOfHolder(host: CommandHost, error: unknown): Promise<string | undefined> {
  if (!(error instanceof AppError) || error.code !== 'store.locked') return undefined
  const holder = error.details.holder as { kind?: string; address?: string | null } | null
  if (holder?.kind !== 'serve' || !holder.address) return undefined
  try {
    return (await host.connect((client) => client.system.signInLink())).link ?? undefined
  } catch {
    // it has just ended, or does not answer: then the first error says what there is to say
    return undefined
  }
}
