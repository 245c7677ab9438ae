import { powerMonitor } from 'electron'
import type { Blockloom } from '../compose.ts'

/** Times that went by in sleep are caught up with at once; a computer that goes off gets its runs ended in order. */
export function followPower({ triggers }: Pick<Blockloom, 'triggers'>, quit: () => void): void {
  powerMonitor.on('resume', () => triggers.woke())
  // Linux and macOS; on Windows the end of the session closes the windows and quits
  powerMonitor.on('shutdown', quit)
}
