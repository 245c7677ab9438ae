import { type BlockCatalog, checkCatalogOf } from '#shared/block'
import { AppError, type Problem } from '#shared/error'
import { checkFlow, type FlowDocument, parseFlow } from '#shared/flow'

/**
 * Every problem of a flow file: what keeps it from being read at all, or all that checking finds
 * with these blocks. The document is missing where there is none to be read.
 */
export function checkFlowFile(
  source: Uint8Array | string,
  catalog: BlockCatalog,
): { document?: FlowDocument; problems: Problem[] } {
  try {
    const { document, problems } = parseFlow(source)
    return { document, problems: [...problems, ...checkFlow(document, checkCatalogOf(catalog))] }
  } catch (error) {
    if (error instanceof AppError) return { problems: [problemOf(error)] }
    throw error
  }
}

/** As `checkFlowFile`, the problems alone. */
export const validateFlowFile = (source: Uint8Array | string, catalog: BlockCatalog): Problem[] =>
  checkFlowFile(source, catalog).problems

const problemOf = ({ code, message, fix, details }: AppError): Problem => ({
  code,
  severity: 'error',
  message,
  fix: fix ?? '',
  ...(typeof details.path === 'string' && { path: details.path }),
  ...(typeof details.line === 'number' && { line: details.line }),
  ...(typeof details.column === 'number' && { column: details.column }),
})
