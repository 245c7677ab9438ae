import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

/** Files that every block has, whatever it does. */
const PARTS = ['block.ts', 'block.test.ts', 'README.md', 'icon.svg']

/**
 * What is missing of the parts of blocks, as paths from the root; empty when each has all.
 * @param types the types of the catalog, with whether the engine itself runs them (those have no run.ts)
 */
export function missingParts(root: string, types: ReadonlyMap<string, { engine?: boolean }>): string[] {
  return [...types].flatMap(([type, { engine = false }]) => {
    const folder = `blocks/${type}`
    const parts = engine ? PARTS : [...PARTS, 'run.ts']
    const missing = parts
      .filter((part) => !existsSync(join(root, folder, part)))
      .map((part) => `${folder}/${part}`)
    const flows = globSync('fixtures/*.flow.json', { cwd: join(root, folder) })
    return flows.length > 0 ? missing : [...missing, `${folder}/fixtures/*.flow.json`]
  })
}

/** What stands under blocks/ and is in no catalog: a folder that nobody registered, a run.ts that the engine never calls. */
export function strayParts(root: string, types: ReadonlyMap<string, { engine?: boolean }>): string[] {
  const folders = globSync('blocks/*/*/', { cwd: root }).map((path) => path.replaceAll('\\', '/'))
  return folders.flatMap((path) => {
    const folder = path.replace(/\/$/, '')
    const declared = types.get(folder.slice('blocks/'.length))
    if (!declared) return [`${folder} is in no catalog`]
    return declared.engine && existsSync(join(root, folder, 'run.ts'))
      ? [`${folder}/run.ts, which the engine does not call`]
      : []
  })
}
