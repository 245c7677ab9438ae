import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of package.json: of the clone, of the installed package, or of the packed app. */
export function findAppRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (dirname(folder) === folder) throw new Error(`no package.json above ${from}`)
  }
}

export const readVersion = (root: string): string =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version

/** The bytes of the expression sandbox; asked for only when an expression needs it. */
export async function loadSandboxWasm(root: string): Promise<Uint8Array> {
  const { resolve } = createRequire(join(root, 'package.json'))
  return readFileSync(resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))
}
