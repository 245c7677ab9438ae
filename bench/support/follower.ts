// A client in a process of its own, which follows a run live over the real server as the studio does.
import { fork } from 'node:child_process'
import { createORPCClient } from '@orpc/client'
import { WebSocket } from 'ws'
import type { Client } from '#shared/contract'
import { keepLink } from '../../src-renderer/link/kept-link.ts'
import { openSocket, socketUrl } from '../../src-renderer/link/open-socket.ts'

export type Followed = { batches: number; steps: number; status: string }
type Order = { url: string; token: string; run: string }

const given = process.env.BLOCKLOOM_BENCH_FOLLOW

/** Follows the run to its end. @returns what came of it */
export function follow(order: Order): Promise<Followed> {
  const env = { ...process.env, BLOCKLOOM_BENCH_FOLLOW: JSON.stringify(order) }
  const child = fork(import.meta.filename, { env })
  return new Promise((resolve, reject) => {
    child.on('message', (followed) => resolve(followed as Followed))
    child.on('exit', (code) => reject(new Error(`the client that follows ended with ${code}`)))
  })
}

async function followHere({ url, token, run }: Order): Promise<Followed> {
  const headers = { authorization: `Bearer ${token}` }
  const link = keepLink({
    open: () =>
      openSocket(socketUrl(new URL(url)), (address) => new WebSocket(address, { headers }) as never),
    onState: () => {},
    after(ms, then) {
      const timer = setTimeout(then, ms)
      return () => clearTimeout(timer)
    },
  })
  const client: Client = createORPCClient(link)
  const followed: Followed = { batches: 0, steps: 0, status: '' }
  for await (const news of await client.runs.watch({ id: run })) {
    followed.batches++
    followed.steps += news.steps.length
    followed.status = news.run?.status ?? followed.status
    if (news.done) break
  }
  return followed
}

if (given !== undefined) {
  const followed = await followHere(JSON.parse(given) as Order)
  process.send?.(followed, () => process.exit(0))
}
