import { type BlockCatalog, flowsNamedIn, missingFlows } from '#shared/block'
import { AppError, type Problem } from '#shared/error'
import type { FlowDocument } from '#shared/flow'
import type { ModelClient } from './environment.ts'

/** Which flows are there, of those that the open one names: asked for once, when they are named. */
export type NamedFlows = {
  /** Warnings about those that are not; of one that is not known yet nothing is said. */
  problems(document: FlowDocument): Problem[]
  /** they may be others by now */
  forget(): void
}

/** @param learned called when more is known than at the last look */
export function namedFlows(
  parts: () => { client: ModelClient; catalog: BlockCatalog },
  learned: () => void,
): NamedFlows {
  let known = new Map<string, string | null>()
  const asked = new Set<string>()
  const ask = async (words: string[]) => {
    const into = known
    for (const word of words) asked.add(word)
    try {
      const ids = await parts().client.flows.find({ words })
      for (const [i, word] of words.entries()) into.set(word, ids[i] ?? null)
      if (into === known) learned()
    } catch (error) {
      // who may not see them, or has no connection now, is not warned
      if (!(error instanceof AppError)) throw error
    }
  }
  return {
    problems(document) {
      const { catalog } = parts()
      const unknown = flowsNamedIn(document, catalog).filter((word) => !asked.has(word))
      if (unknown.length > 0) void ask(unknown)
      return missingFlows(document, catalog, (word) =>
        known.has(word) ? (known.get(word) ?? undefined) : word,
      )
    },
    forget() {
      known = new Map()
      asked.clear()
    },
  }
}
