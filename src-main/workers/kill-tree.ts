import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { MARK } from './worker-env.ts'

/** Sends a signal to a process group. False: there is nobody left in it. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal)
    return true
  } catch {
    return false
  }
}

export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

/**
 * Processes that a worker has started and that left its group. On Linux they are known by the mark in their
 * environment, whoever their parent is now; elsewhere by their parents, so one whose parent has ended is not found.
 */
export const strayChildren = (pid: number, mark: string): Promise<number[]> =>
  process.platform === 'linux' ? markedProcesses(mark) : descendants(pid)

async function markedProcesses(mark: string): Promise<number[]> {
  const wanted = `${MARK}=${mark}`
  const names = await readdir('/proc').catch(() => [])
  const found = await Promise.all(
    names.map(async (name) => {
      if (!/^\d+$/.test(name) || Number(name) === process.pid) return []
      // of other people's processes one may not see it
      const environment = await readFile(`/proc/${name}/environ`, 'latin1').catch(() => '')
      return environment.split('\0').includes(wanted) ? [Number(name)] : []
    }),
  )
  return found.flat()
}

function descendants(pid: number): Promise<number[]> {
  return new Promise((done) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid='], (error, out) => done(error ? [] : below(pid, out)))
  })
}

/** All below `pid` in what `ps -A -o pid=,ppid=` says. */
export function below(pid: number, listing: string): number[] {
  const children = new Map<number, number[]>()
  for (const line of listing.split('\n')) {
    const [child, parent] = line.trim().split(/\s+/).map(Number)
    if (child !== undefined && parent !== undefined)
      children.set(parent, [...(children.get(parent) ?? []), child])
  }
  const found: number[] = []
  const visit = (one: number): void => {
    for (const child of children.get(one) ?? []) {
      if (found.includes(child)) continue
      found.push(child)
      visit(child)
    }
  }
  visit(pid)
  return found
}

/** Windows has no groups and no SIGTERM: the tree below a process is ended at once. */
export function endTreeOnWindows(pid: number): Promise<void> {
  return new Promise((done) => {
    execFile('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }, () => done())
  })
}

/** MB of memory that a process holds, as `ps` tells it. */
export function residentMb(pid: number): Promise<number | undefined> {
  return new Promise((done) => {
    execFile('ps', ['-o', 'rss=', '-p', String(pid)], (error, out) => {
      const kb = Number(out)
      done(error || !Number.isFinite(kb) || kb === 0 ? undefined : kb / 1024)
    })
  })
}
