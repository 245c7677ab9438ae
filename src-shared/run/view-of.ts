import type { BlockCatalog } from '#shared/block'
import type { FlowDocument } from '#shared/flow'
import { compileFlow } from './compile-flow.ts'
import { replay } from './replay.ts'
import type { JournalEntry, RunEvent } from './run-event.ts'
import type { StepView } from './run-summary.ts'
import { type BlockCounts, RunView } from './run-view.ts'

export type ViewOfRun = {
  /** in the order they started */
  steps: StepView[]
  counts: ReadonlyMap<string, BlockCounts>
  links: ReadonlyMap<string, number>
}

/**
 * The steps of a run, for people and programs, from its journal and the version of the flow it ran.
 * @param document undefined when the version is gone: then nothing can be told
 */
export function viewOf(
  entries: readonly JournalEntry[],
  document: FlowDocument | undefined,
  catalog: BlockCatalog,
): ViewOfRun {
  const view = new RunView()
  if (document) replay(compileFlow(document, catalog), entries as RunEvent[], view)
  return { steps: [...view.steps.values()], counts: view.counts, links: view.links }
}
