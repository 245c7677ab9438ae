import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { parseAst } from 'vite'

export type Import = {
  file: string
  line: number
  /** as written */
  specifier: string
  /** `import type` and `export type` leave nothing behind at run time */
  typeOnly: boolean
  /** path from the root for our own files, null for packages */
  target: string | null
}

type Node = { type: string; start: number; source?: { value?: unknown } | null; [key: string]: unknown }

/** Package imports of package.json: `#shared/flow` is src-shared/flow/index.ts. */
function resolve(file: string, specifier: string): string | null {
  if (specifier.startsWith('#shared/')) return `src-shared/${specifier.slice(8)}/index.ts`
  if (specifier.startsWith('#blocks/')) return `blocks/${specifier.slice(8)}.ts`
  if (specifier.startsWith('.'))
    return join(dirname(file), specifier.replace(/\?.*$/, '')).replaceAll('\\', '/')
  return null
}

const isTypeOnly = (node: Node): boolean => {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const names = node.specifiers as { importKind?: string; exportKind?: string }[] | undefined
  return !!names?.length && names.every((n) => n.importKind === 'type' || n.exportKind === 'type')
}

function* walk(node: unknown): Generator<Node> {
  if (Array.isArray(node)) for (const item of node) yield* walk(item)
  else if (node && typeof node === 'object') {
    if (typeof (node as Node).type === 'string') yield node as Node
    for (const value of Object.values(node)) if (typeof value === 'object') yield* walk(value)
  }
}

/** All imports, re-exports and `import()` of one file, with the line they stand on. */
export function readImports(root: string, path: string): Import[] {
  const file = relative(root, path).replaceAll('\\', '/')
  const text = readFileSync(path, 'utf8')
  const found: Import[] = []
  for (const node of walk(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }))) {
    const source = node.source?.value
    if (typeof source !== 'string') continue
    if (!/^(Import|Export)(Declaration|Named|All|Expression)/.test(node.type)) continue
    found.push({
      file,
      line: text.slice(0, node.start).split('\n').length,
      specifier: source,
      typeOnly: isTypeOnly(node),
      target: resolve(file, source),
    })
  }
  return found
}
