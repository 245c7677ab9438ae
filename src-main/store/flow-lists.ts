import type { FlowDocument } from '#shared/flow'
import { documentOf, type FlowRecord, type FlowRow, flowRowOf } from './flow-row.ts'
import { cursorOf, type Page, type PageOrder, pageOf, partsOf } from './page.ts'
import type { PeopleReads } from './people-reads.ts'

const COLUMNS = [
  'flows.id',
  'flows.name',
  'flows.description',
  'flows.tags',
  'flows.blocks',
  'flows.revision',
  'flows.version',
  'flows.created_at',
  'flows.changed_at',
] as const

/** Every flow beside its newest run, and since when it is on. */
const flowsWithLastRun = (people: PeopleReads) =>
  people
    .selectFrom('flows')
    .leftJoin('runs', (join) =>
      join.on('runs.n', '=', (inner) =>
        inner
          .selectFrom('runs as r')
          .select('r.n')
          .whereRef('r.flow_id', '=', 'flows.id')
          .orderBy('r.n', 'desc')
          .limit(1),
      ),
    )
    .leftJoin('switched_on', 'switched_on.flow_id', 'flows.id')
    .select(COLUMNS)
    .select(['runs.id as run_id', 'runs.status as run_status', 'runs.queued_at as run_at'])
    .select(['switched_on.since as on_since', 'switched_on.version_id as on_version_id'])
    .select((inner) =>
      inner
        .selectFrom('flow_versions')
        .whereRef('flow_versions.flow_id', '=', 'flows.id')
        .whereRef('flow_versions.version_id', '=', 'switched_on.version_id')
        .select(({ fn }) => fn.max('flow_versions.number').as('number'))
        .as('on_version'),
    )

/** Newest change first; `search` looks in name, description and tags. */
export async function listFlows(
  people: PeopleReads,
  { search, after, limit }: PageOrder & { search?: string },
): Promise<Page<FlowRow>> {
  let query = flowsWithLastRun(people).orderBy('flows.changed_at', 'desc').orderBy('flows.id', 'desc')
  if (search) {
    const words = search.toLowerCase()
    query = query.where(({ fn, eb, val }) => eb(fn<number>('instr', ['flows.words', val(words)]), '>', 0))
  }
  if (after !== undefined) {
    const [at, id] = partsOf(after, 1)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('flows.changed_at', 'flows.id'), '<', tuple(at, id)),
    )
  }
  const rows = await query.limit(limit + 1).execute()
  return pageOf(rows, limit, flowRowOf, (row) => cursorOf(row.changed_at, row.id))
}

/** One flow with its draft. @throws AppError `store.damaged-record` */
export async function readFlow(people: PeopleReads, id: string): Promise<FlowRecord | undefined> {
  const row = await flowsWithLastRun(people)
    .select(['flows.document', 'flows.checksum'])
    .where('flows.id', '=', id)
    .executeTakeFirst()
  return row && { ...flowRowOf(row), document: documentOf(row) }
}

export type FlowHolding = { id: string; name: string; documents: FlowDocument[] }

/** Flows with a word in their draft, or in the newest version, which triggers run. */
export async function flowsHolding(people: PeopleReads, word: string): Promise<FlowHolding[]> {
  const drafts = await people
    .selectFrom('flows')
    .select(['id', 'name', 'document'])
    .where(({ fn, eb, val }) => eb(fn<number>('instr', ['document', val(word)]), '>', 0))
    .execute()
  const versions = await people
    .selectFrom('flows')
    .innerJoin('flow_versions', (join) =>
      join
        .onRef('flow_versions.flow_id', '=', 'flows.id')
        .onRef('flow_versions.number', '=', 'flows.version'),
    )
    .innerJoin('versions', 'versions.id', 'flow_versions.version_id')
    .select(['flows.id', 'flows.name', 'versions.document'])
    .where(({ fn, eb, val }) => eb(fn<number>('instr', ['versions.document', val(word)]), '>', 0))
    .execute()
  const found = new Map<string, FlowHolding>()
  for (const { id, name, document } of [...drafts, ...versions]) {
    const flow = found.get(id) ?? { id, name, documents: [] }
    flow.documents.push(JSON.parse(document) as FlowDocument)
    found.set(id, flow)
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name))
}
