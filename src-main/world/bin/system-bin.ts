import type { Bin } from './bin.ts'
import { macBin } from './mac-bin.ts'
import { windowsBin } from './windows-bin.ts'
import { xdgBin } from './xdg-bin.ts'

/** The bin of this machine, as far as a program without a desktop can reach it. */
export function systemBin(home: string): Bin {
  if (process.platform === 'darwin') return macBin
  if (process.platform === 'win32') return windowsBin
  return xdgBin({ home })
}
