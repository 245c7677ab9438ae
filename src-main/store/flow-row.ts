import { crc32 } from 'node:zlib'
import type { FlowSummary } from '#shared/contract'
import type { FlowDocument } from '#shared/flow'
import type { RunStatus } from '#shared/run'
import type { StoredFlow } from './people-reads.ts'
import { damagedRecord } from './storage-error.ts'

/** A flow in a list. Its problems, and what changed, are for those who know the blocks and read the draft. */
export type FlowRow = Omit<FlowSummary, 'problems' | 'changedSinceOn'> & {
  /** what its triggers run; null: it is off */
  onVersionId: string | null
}
export type FlowRecord = FlowRow & { document: FlowDocument }

/** The newest run beside the flow's own columns; all null when it never ran. */
export type LastRun = { run_id: string | null; run_status: string | null; run_at: number | null }
/** null: it is off */
type OnSince = { on_since: number | null; on_version: number | null; on_version_id: string | null }
export type ListedFlow = Omit<StoredFlow, 'document' | 'checksum' | 'words'> & LastRun & OnSince

export const flowRowOf = (flow: ListedFlow): FlowRow => ({
  id: flow.id,
  name: flow.name,
  description: flow.description,
  tags: JSON.parse(flow.tags) as string[],
  version: flow.version,
  revision: flow.revision,
  createdAt: flow.created_at,
  changedAt: flow.changed_at,
  blocks: flow.blocks,
  onSince: flow.on_since,
  onVersion: flow.on_version,
  onVersionId: flow.on_version_id,
  lastRun:
    flow.run_id === null
      ? null
      : { id: flow.run_id, status: flow.run_status as RunStatus, at: flow.run_at as number },
})

/** @throws AppError `store.damaged-record` */
export function documentOf(flow: Pick<StoredFlow, 'id' | 'document' | 'checksum'>): FlowDocument {
  if (crc32(flow.document) === flow.checksum) return JSON.parse(flow.document) as FlowDocument
  throw damagedRecord(`The draft of flow ${flow.id}`, { flow: flow.id })
}

/** The columns that follow from the document, in the order of the statements in drafts.ts. */
export function documentColumns(document: FlowDocument) {
  const text = JSON.stringify(document)
  const { name, description = '', tags = [] } = document
  const words = [name, description, ...tags].join('\n').toLowerCase()
  return [name, description, JSON.stringify(tags), words, text, crc32(text), document.blocks.length] as const
}
