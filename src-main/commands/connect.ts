import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Client } from '#shared/contract'
import { AppError } from '#shared/error'
import { connectLocal } from '../api/local-socket.ts'
import { type Blockloom, compose } from '../compose.ts'
import type { CommandIo } from './command-io.ts'

type Options = { folder: string; root: string; io: CommandIo; ephemeral: boolean }
type Work<T> = (client: Client) => Promise<T>

/** so long a command waits for another command that holds the folder */
const PATIENCE_MS = 30_000
const LOOK_AGAIN_MS = 150

/**
 * Does the work on the host that holds the data folder, or, where nobody does, in this process.
 * @throws AppError `store.locked` when another command holds it for too long, and those of the store
 */
export async function connect<T>(work: Work<T>, options: Options): Promise<T> {
  if (options.ephemeral) return forgetful(work, options)
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await alone(work, options)
    } catch (error) {
      const holder = holderIn(error)
      if (!holder || options.io.signal.aborted) throw error
      if (holder.address) return onHost(work, holder.address)
      // the file that names the holder is written a moment after the lock is taken
      if (performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
    }
  }
}

type Holder = { address: string | null }

function holderIn(error: unknown): Holder | undefined {
  if (!(error instanceof AppError) || error.code !== 'store.locked') return undefined
  return (error.details.holder as Holder | null) ?? { address: null }
}

async function alone<T>(work: Work<T>, { folder, root }: Omit<Options, 'io' | 'ephemeral'>): Promise<T> {
  const blockloom: Blockloom = await compose({ folder, host: 'command', root })
  try {
    return await work(blockloom.client('command'))
  } finally {
    await blockloom.close()
  }
}

async function onHost<T>(work: Work<T>, address: string): Promise<T> {
  const { client, close } = await connectLocal(address)
  try {
    return await work(client)
  } finally {
    close()
  }
}

/** A data folder that nobody sees again. */
async function forgetful<T>(work: Work<T>, options: Options): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'blockloom-'))
  try {
    return await alone(work, { ...options, folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
