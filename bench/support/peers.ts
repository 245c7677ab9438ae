import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The scripts that measure other programs, and the folder where those are installed. */
export type Peers = { scripts: string; folder: string }

/** @returns a plain sentence about what is missing, or where both are */
export function findPeers(env: NodeJS.ProcessEnv): Peers | string {
  const { PEERS_BENCH: scripts, PEERS_DIR: folder } = env
  if (!scripts)
    return 'Set PEERS_BENCH to the folder of the scripts that measure the peers (it holds bench.mjs).'
  if (!existsSync(join(scripts, 'bench.mjs')))
    return `PEERS_BENCH is ${scripts}, but there is no bench.mjs in it.`
  if (!folder)
    return 'Set PEERS_DIR to a scratch folder where Node-RED is installed in "nodered"; the README beside bench.mjs says how.'
  if (!existsSync(join(folder, 'nodered', 'node_modules', 'node-red', 'red.js')))
    return `Node-RED is not installed in ${join(folder, 'nodered')}: go there and run "npm init -y && npm i node-red@5.0.7".`
  return { scripts, folder }
}

export type PeerMeasure = 'cold' | 'chain' | 'loop' | 'history' | 'webhook'
type Statistic = { med: number }
/** What bench.mjs prints, as far as it is used: by measure, then by case. */
export type PeerAnswer = { peer: string; [name: string]: unknown }

/**
 * Measures Node-RED once, on the Node that runs this.
 * @throws Error when it could not be measured
 */
export const measurePeer = (peers: Peers, measure: PeerMeasure): PeerAnswer =>
  measureOnce(peers, ['bench.mjs', 'node-red', measure])

export type PeerEditor = 'node-red' | 'n8n'

/** Whether n8n is installed there too. */
export const hasN8n = ({ folder }: Peers): boolean =>
  existsSync(join(folder, 'n8n', 'node_modules', 'n8n', 'package.json'))

/**
 * Opens a flow of so many blocks once in the editor of a peer and pans it.
 * @throws Error when it could not be measured
 */
export const measureEditor = (peers: Peers, peer: PeerEditor, blocks: number): PeerAnswer =>
  measureOnce(peers, ['editor.mjs', peer, String(blocks)])

function measureOnce({ scripts, folder }: Peers, [script = '', ...words]: readonly string[]): PeerAnswer {
  const { stdout, stderr } = spawnSync(process.execPath, [join(scripts, script), ...words], {
    cwd: scripts,
    encoding: 'utf8',
    env: {
      ...process.env,
      PEERS_DIR: folder,
      PEER_NODE: process.env.PEER_NODE ?? process.execPath,
      REPS: '1',
    },
  })
  const line = stdout.split('\n').find((one) => one.startsWith('{'))
  const answer = line === undefined ? undefined : (JSON.parse(line) as PeerAnswer)
  if (!answer || answer.failed) throw new Error(`${words.join(', ')}: ${answer?.failed ?? stderr}`)
  return answer
}

/** A number of an answer by its path: `loopback_function_100000.ms`; of a statistic its median. */
export function numberAt(answer: PeerAnswer, path: string): number {
  let found: unknown = answer
  for (const name of path.split('.')) found = (found as Record<string, unknown> | undefined)?.[name]
  const value = typeof found === 'object' && found !== null ? (found as Statistic).med : found
  if (typeof value !== 'number')
    throw new Error(`the peers' scripts gave no ${path}: ${JSON.stringify(answer)}`)
  return value
}
