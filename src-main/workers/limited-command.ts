import { existsSync } from 'node:fs'

export type StartLine = { readonly file: string; readonly args: readonly string[] }

/** MB of data that Node itself takes before any code runs: its code range, its threads' stacks. */
const NODES_OWN_MB = 640

/**
 * A command with limits of the system around it, where there are such: no core dumps, at most so much data (on
 * Linux; it counts buffers, which V8's own limit does not), and an end when Blockloom itself is killed (Linux).
 */
export function limitedCommand(
  [file, ...args]: readonly [string, ...string[]],
  memoryMb: number,
  platform: NodeJS.Platform = process.platform,
): StartLine {
  if (platform === 'win32') return { file, args }
  const dataKb = (memoryMb + NODES_OWN_MB) * 1024
  const limits = `ulimit -c 0; ulimit -d ${dataKb}`
  const follow = platform === 'linux' ? deathFollower() : ''
  return { file: '/bin/sh', args: ['-c', `${limits}; exec ${follow}"$@"`, 'sh', file, ...args] }
}

let follower: string | undefined
/** util-linux has a program that binds a process to the life of its parent. */
function deathFollower(): string {
  const places = ['/usr/bin/setpriv', '/bin/setpriv']
  const found = places.find((place) => existsSync(place))
  follower ??= found ? `${found} --pdeathsig KILL -- ` : ''
  return follower
}
