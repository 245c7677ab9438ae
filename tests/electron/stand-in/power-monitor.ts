import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

const realNow = Date.now
let slept = 0
Date.now = () => realNow() + slept

/** Tells of sleep and of the end as the system would. */
class PowerMonitor extends EventEmitter {
  /** The wall clock goes on while the machine sleeps, its timers do not. @param ms of sleep */
  sleep(ms: number): void {
    this.emit('suspend')
    slept += ms
    this.emit('resume')
  }
}

export const powerMonitor = new PowerMonitor() satisfies Pick<Electron.PowerMonitor, never>
