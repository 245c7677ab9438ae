import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { listenProblem } from './listen-problem.ts'

/**
 * @param port 0 takes any free one
 * @returns the port
 * @throws AppError `server.port-in-use`, `server.port-refused`, `server.host-unknown`
 */
export function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(listenProblem(cause, host, port)))
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
