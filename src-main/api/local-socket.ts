import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { type Client, channelLink, linkLost } from '#shared/contract'
import { lineChannel } from './line-channel.ts'
import type { AnyRouter } from './rpc-handler.ts'
import { serveChannel } from './serve-channel.ts'

/**
 * The holder of a data folder serves its operations on a socket that only the same person can open: one-shot
 * commands reach the running host there, without signing in. It lies in the data folder (mode 0600); where that
 * path is too long for a socket, in a folder of its own (mode 0700) among the temporary files; on Windows it is a
 * named pipe. The path is told by `store.announce`.
 */
export type LocalSocket = {
  /** for `connectLocal` */
  path: string
  close(): Promise<void>
}

/** bytes; sun_path holds 104 on macOS and 108 on Linux, with a zero at the end */
const LONGEST_PATH = 103

/** Call only while holding the folder's lock: what lies at the path is a dead holder's and is removed. */
export async function serveLocal(router: AnyRouter, folder: string): Promise<LocalSocket> {
  const { path, remove } = placeFor(folder)
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    serveChannel(router, lineChannel(socket), { caller: { kind: 'command' } })
  })
  await listen(server, path)
  return {
    path,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise((resolve) => {
        server.close(() => {
          remove()
          resolve()
        })
      })
    },
  }
}

function placeFor(folder: string): { path: string; remove(): void } {
  if (process.platform === 'win32') {
    const name = createHash('sha256').update(folder.toLowerCase()).digest('hex').slice(0, 24)
    return { path: `\\\\.\\pipe\\blockloom-${name}`, remove() {} }
  }
  const inside = join(folder, 'socket')
  const path =
    Buffer.byteLength(inside) <= LONGEST_PATH
      ? inside
      : join(mkdtempSync(join(tmpdir(), 'blockloom-')), 'socket')
  rmSync(path, { force: true })
  const ownFolder = path === inside ? undefined : dirname(path)
  return { path, remove: () => rmSync(ownFolder ?? path, { recursive: true, force: true }) }
}

/** Made with a mask, so that it is nobody else's for not even a moment. */
function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const before = process.platform === 'win32' ? undefined : process.umask(0o177)
    server.once('error', reject)
    server.listen(path, () => {
      if (before !== undefined) chmodSync(path, 0o600)
      resolve()
    })
    if (before !== undefined) process.umask(before)
  })
}

/**
 * A client of the host that listens at `path`.
 * @throws AppError `link.lost` when nobody does
 */
export async function connectLocal(path: string): Promise<{ client: Client; close(): void }> {
  const socket = connect(path)
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', () => reject(linkLost()))
  })
  const channel = lineChannel(socket)
  return { client: createORPCClient<Client>(channelLink(channel)), close: () => channel.close() }
}
