import type { AppError } from '#shared/error'
import { loadOwn } from './fence.ts'

/** What amaro (swc) throws: plain objects, lines and columns from 1. */
type SwcError = { code: string; message: string; startLine: number; startColumn: number }

/**
 * TypeScript without its types; every other character stays where it is, so lines and columns still hold. What
 * needs more than taking types out (enums, namespaces with values) is refused, as Node does.
 * @throws (by `explain`) what stands where; lines and columns of the source, from 1
 */
export async function stripTypes(
  source: string,
  explain: (why: string, line: number, column: number) => AppError,
): Promise<string> {
  // 3.7 MB that few need: loaded when they are
  const { transformSync } = await loadOwn(() => import('amaro'))
  try {
    return transformSync(source, { mode: 'strip-only' }).code
  } catch (thrown) {
    const { message, startLine, startColumn } = thrown as SwcError
    throw explain(message, startLine, startColumn + 1)
  }
}
