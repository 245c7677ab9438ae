import { type BlockCatalog, flowsNamedIn, missingFlows } from '#shared/block'
import type { Problem } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import { findFlowsIn } from '../store/find-flow.ts'

/**
 * Warnings about flows that files name and that are neither among them nor in a data folder, which is read beside the
 * host that holds it. Where there is none, nothing is known, and nothing is said.
 */
export function missingFlowsIn(
  dataFolder: string,
  catalog: BlockCatalog,
  files: readonly { document?: FlowDocument }[],
): (document: FlowDocument) => Problem[] {
  const given = files.flatMap(({ document }) => (document ? [document] : []))
  const words = [...new Set(given.flatMap((document) => flowsNamedIn(document, catalog)))]
  const kept = words.length > 0 ? findFlowsIn(dataFolder, words) : null
  if (!kept) return () => []
  const isGiven = (word: string) => given.some(({ id, name }) => id === word || name === word)
  const find = (word: string) => kept.get(word) ?? (isGiven(word) ? word : undefined)
  return (document) => missingFlows(document, catalog, find)
}
