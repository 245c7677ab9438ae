import type { BigIntStats } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { StopSignal } from '#shared/block'
import { fileProblem, inWords, systemCode } from './file-error.ts'
import { namesIn } from './names-in.ts'
import { refuseStopped } from './stop-signal.ts'
import { isTemporary } from './temporary-name.ts'

/** One thing met on the way through a folder. */
export type Walked = {
  path: string
  /** from where the walk began, with `/`; empty for that place itself */
  way: string
  kind: 'file' | 'folder' | 'link' | 'other'
  entry: BigIntStats
}

/**
 * A file, or a folder and all that is in it: each folder before what is in it, by name in code-unit order, hidden
 * ones too. Links are not followed, but the one the walk begins at is. What Blockloom has under way is left out.
 * @throws AppError; what is gone since its folder was read is left out
 */
export async function* walkTree(path: string, signal: StopSignal): AsyncGenerator<Walked> {
  const entry = await inWords(path, 'look at', () => stat(path, { bigint: true }))
  const waiting: Walked[] = [walked(path, '', entry)]
  for (let here = waiting.pop(); here; here = waiting.pop()) {
    refuseStopped(signal)
    yield here
    if (here.kind === 'folder') waiting.push(...(await insideOf(here)).reverse())
  }
}

async function insideOf({ path, way }: Walked): Promise<Walked[]> {
  const names = await inWords(path, 'list', () => namesIn(path))
  const found: Walked[] = []
  for (const name of names) {
    if (isTemporary(name)) continue
    const inner = join(path, name)
    const entry = await lookAt(inner)
    if (entry) found.push(walked(inner, way === '' ? name : `${way}/${name}`, entry))
    else if (name.includes('\ufffd')) throw notText(inner)
  }
  return found
}

async function lookAt(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined
    return inWords(path, 'look at', () => Promise.reject(error))
  }
}

const walked = (path: string, way: string, entry: BigIntStats): Walked => ({
  ...{ path, way, entry },
  kind: entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other',
})

const notText = (path: string) =>
  fileProblem({
    code: 'files.name-not-text',
    message: `The name ${path} is not UTF-8 text, so that nothing here can reach it.`,
    fix: 'Rename it first, for example with convmv.',
    path,
  })
