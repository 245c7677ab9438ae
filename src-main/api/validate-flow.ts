import { type BlockCatalog, checkCatalogOf } from '#shared/block'
import { AppError, type Problem } from '#shared/error'
import { checkFlow, parseFlow } from '#shared/flow'

/**
 * Every problem of a flow file: what keeps it from being read at all, or all that checking finds
 * with these blocks.
 */
export function validateFlowFile(source: Uint8Array | string, catalog: BlockCatalog): Problem[] {
  try {
    const { document, problems } = parseFlow(source)
    return [...problems, ...checkFlow(document, checkCatalogOf(catalog))]
  } catch (error) {
    if (error instanceof AppError) return [problemOf(error)]
    throw error
  }
}

const problemOf = ({ code, message, fix, details }: AppError): Problem => ({
  code,
  severity: 'error',
  message,
  fix: fix ?? '',
  ...(typeof details.path === 'string' && { path: details.path }),
  ...(typeof details.line === 'number' && { line: details.line }),
  ...(typeof details.column === 'number' && { column: details.column }),
})
