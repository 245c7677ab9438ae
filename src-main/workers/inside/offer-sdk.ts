import { readFileSync } from 'node:fs'
import module from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '#shared/error'
import { packageSdk } from './package-sdk.ts'

/** What packages import to make blocks. */
const NAME = 'blockloom'
const ADDRESS = 'blockloom:package'
const HANDED = Symbol.for('blockloom.package')
const SOURCE = `const sdk = globalThis[Symbol.for('blockloom.package')]
export const { ${Object.keys(packageSdk).join(', ')} } = sdk
`
const TYPED = new Set(['.ts', '.mts'])

/**
 * Lets packages `import { defineBlock } from 'blockloom'` without having it in a folder: this process gives it to
 * them. Where this Node does not take types out of TypeScript by itself (Electron's), that is done here too.
 */
export async function offerSdk(): Promise<void> {
  if (!module.registerHooks) return
  Object.defineProperty(globalThis, HANDED, { value: packageSdk })
  const strip = hasTypes() ? null : (await import('amaro')).transformSync
  module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === NAME ? { url: ADDRESS, format: 'module', shortCircuit: true } : next(specifier, context),
    load(url, context, next) {
      if (url === ADDRESS) return { format: 'module', source: SOURCE, shortCircuit: true }
      if (!strip || !url.startsWith('file:') || !TYPED.has(extname(url))) return next(url, context)
      return { format: 'module', source: stripped(strip, fileURLToPath(url)), shortCircuit: true }
    },
  })
}

/** Node 22.18 and 24 do it; `process.features.typescript` says so. */
const hasTypes = (): boolean => Boolean((process.features as { typescript?: unknown }).typescript)

type Strip = (source: string, options: { mode: 'strip-only' }) => { code: string }

function stripped(strip: Strip, file: string): string {
  try {
    return strip(readFileSync(file, 'utf8'), { mode: 'strip-only' }).code
  } catch (thrown) {
    const { message, startLine } = thrown as { message: string; startLine?: number }
    throw new AppError({
      code: 'package.broken-syntax',
      message: `${file} is not valid TypeScript${startLine ? ` at line ${startLine}` : ''}: ${message}.`,
      fix: 'Mend it there. Types may be written, but nothing that needs more than taking them out, such as an enum.',
    })
  }
}
