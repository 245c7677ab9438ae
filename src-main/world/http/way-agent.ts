import { Agent, type ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import { connect, type Way } from './connect.ts'

export type WayOptions = ClientRequestArgs & { way: Way }

/** ms a connection that nobody uses is kept. Servers close theirs after 5 s at the soonest, so none is caught closing. */
const IDLE = 2000

/** Keeps connections for the next request to the same place by the same way. */
export class WayAgent extends Agent {
  constructor() {
    super({ keepAlive: true, timeout: IDLE, maxFreeSockets: 16 })
  }

  override getName(options?: ClientRequestArgs): string {
    const { url, proxy } = (options as WayOptions).way
    return `${url.protocol}//${url.host} ${proxy?.href ?? ''}`
  }

  override createConnection(
    options: ClientRequestArgs,
    give?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    connect((options as WayOptions).way).then(
      (socket) => give?.(null, socket),
      (error) => give?.(error, undefined as never),
    )
  }
}
