import { app, utilityProcess } from 'electron'
import type { Fork } from '../compose.ts'

/**
 * Starts a worker as Electron's utility process. Electron does not pass Node's permission flags on (seen with 42), so
 * the worker tells at hello what holds, and until then it is shown as unrestricted.
 */
export const forkWorker: Fork = (order, hear) => {
  const child = utilityProcess.fork(order.file, [...order.args], {
    execArgv: [...order.flags],
    env: { ...order.env },
    cwd: order.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    serviceName: `Blockloom: ${order.name}`,
  })
  child.on('message', (lines) => hear.message(String(lines)))
  child.stdout?.on('data', (chunk: Buffer) => hear.printed(chunk, 'stdout'))
  child.stderr?.on('data', (chunk: Buffer) => hear.printed(chunk, 'stderr'))
  child.on('exit', (code) => hear.exited(code))
  return {
    get pid() {
      return child.pid
    },
    post: (lines) => child.postMessage(lines),
    kill: () => void child.kill(),
    memoryMb() {
      const metric = app.getAppMetrics().find(({ pid }) => pid === child.pid)
      return metric && metric.memory.workingSetSize / 1024
    },
  }
}
