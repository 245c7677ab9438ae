import {
  checkCatalogOf,
  flowsNamedIn,
  missingFlows,
  missingNames,
  openWebhooks,
  sharedAddresses,
} from '#shared/block'
import type { FlowDraft, FlowSummary } from '#shared/contract'
import type { Problem } from '#shared/error'
import { checkFlow } from '#shared/flow'
import { allowedEnv } from '../runtime/environment.ts'
import type { FlowRecord, FlowRow } from '../store/flow-row.ts'
import { versionIdOf } from '../store/versions.ts'
import type { Services } from './services.ts'

/** flows whose count of problems is remembered */
const REMEMBERED = 2000

type Known = {
  revision: number
  names: string
  /** other flows that it names */
  flows: readonly string[]
  problems: number
  /** id of the version the draft would make */
  content: string
}

export type FlowProblems = {
  draft(record: FlowRecord): FlowDraft
  summary(row: FlowRow): Promise<FlowSummary>
}

/** Adds to what the store keeps of a flow what is wrong with it; a list counts each draft only once. */
export function makeFlowProblems({
  store,
  catalog,
  packages,
}: Pick<Services, 'store' | 'catalog' | 'packages'>): FlowProblems {
  const checked = checkCatalogOf(catalog)
  const counts = new Map<string, Known>()
  const { find } = store.flows
  /** changes when other names, other blocks, or other ones of the flows it names are there */
  const namesNow = (flows: readonly string[]) =>
    `${packages.revision()} ${store.secrets.revision()} ${allowedEnv(store.settings).join()} ${flows.map(find).join()}`

  const check = (record: FlowRecord): { found: Problem[]; content: string } => {
    const allowed = new Set(allowedEnv(store.settings))
    const names = { hasSecret: store.secrets.has, hasEnv: (name: string) => allowed.has(name) }
    const { document } = record
    const found = [
      ...checkFlow(document, checked),
      ...missingNames(document, catalog, names),
      ...missingFlows(document, catalog, find),
      ...openWebhooks(document),
      ...sharedAddresses(document),
    ]
    if (counts.size >= REMEMBERED) counts.clear()
    const content = versionIdOf(document)
    const flows = flowsNamedIn(document, catalog)
    const problems = found.length
    counts.set(record.id, { revision: record.revision, names: namesNow(flows), flows, problems, content })
    return { found, content }
  }
  return {
    draft(record) {
      const { found: problemList, content } = check(record)
      return { ...standing(record, content), problems: problemList.length, problemList }
    },
    async summary(row) {
      const known = counts.get(row.id)
      if (known?.revision === row.revision && known.names === namesNow(known.flows))
        return { ...standing(row, known.content), problems: known.problems }
      const { found, content } = check(await store.flows.get(row.id))
      return { ...standing(row, content), problems: found.length }
    },
  }
}

/** Whether what its triggers run is still what the draft says. */
const standing = <Row extends FlowRow>({ onVersionId, ...row }: Row, content: string) => ({
  ...row,
  changedSinceOn: onVersionId !== null && onVersionId !== content,
})
