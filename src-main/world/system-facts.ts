import { statfs } from 'node:fs/promises'
import { cpus, freemem, homedir, hostname, loadavg, release, totalmem, uptime, userInfo } from 'node:os'
import type { SystemFacts } from '#shared/block'

const SYSTEMS: Readonly<Record<string, SystemFacts['system']>> = {
  linux: 'linux',
  darwin: 'macos',
  win32: 'windows',
}

/** What is known of this computer, now. */
export async function systemFacts(now: number): Promise<SystemFacts> {
  const home = homedir()
  const processors = cpus()
  const { bsize, blocks, bavail } = await statfs(home)
  return {
    name: hostname(),
    system: SYSTEMS[process.platform] ?? 'other',
    version: release(),
    processor: processors[0]?.model.trim() ?? '',
    cores: processors.length,
    memory: { total: totalmem(), free: freemem() },
    drive: { total: blocks * bsize, free: bavail * bsize },
    // Windows gives nothing but zeros
    load: process.platform === 'win32' ? null : (loadavg()[0] ?? 0) / Math.max(1, processors.length),
    upSince: Math.round(now - uptime() * 1000),
    user: userName(),
    home,
  }
}

/** A user without an entry in the system's list, as containers have them, has a number only. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}
