import { sql } from 'kysely'
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

export type FlowOrder = PageOrder & { search?: string; tag?: string; sort?: 'changed' | 'name' | 'ran' }

/** Newest change first, unless `sort` says otherwise; `search` looks in name, description and tags. */
export async function listFlows(people: PeopleReads, order: FlowOrder): Promise<Page<FlowRow>> {
  const { search, tag, after, limit, sort = 'changed' } = order
  const key = KEYS[sort]
  let query = flowsWithLastRun(people).select(key.as('sort_key'))
  if (search) {
    const words = search.toLowerCase()
    query = query.where(({ fn, eb, val }) => eb(fn<number>('instr', ['flows.words', val(words)]), '>', 0))
  }
  if (tag !== undefined)
    query = query.where(sql<boolean>`exists (select 1 from json_each(flows.tags) where value = ${tag})`)
  const up = sort === 'name'
  if (after !== undefined) {
    const [at, id] = partsOf(after, up ? 'text' : 'number', 'text')
    const beyond = up ? '>' : '<'
    query = query.where(({ eb, ref, val }) =>
      eb.or([
        eb(key, beyond, val(at)),
        eb.and([eb(key, '=', val(at)), eb(ref('flows.id'), beyond, val(id))]),
      ]),
    )
  }
  const rows = await query
    .orderBy('sort_key', up ? 'asc' : 'desc')
    .orderBy('flows.id', up ? 'asc' : 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, flowRowOf, (row) => cursorOf(row.sort_key, row.id))
}

/** What a list is sorted by. */
const KEYS = {
  changed: sql<number | string>`flows.changed_at`,
  ran: sql<number | string>`coalesce(runs.queued_at, 0)`,
  name: sql<number | string>`lower(flows.name)`,
}

/** Every tag that a flow carries, and how many do; the most used first. */
export async function tagsOfFlows(people: PeopleReads): Promise<{ tag: string; flows: number }[]> {
  const carried = sql<{ tag: string; flows: number }>`
    select value as tag, count(distinct flows.id) as flows from flows, json_each(flows.tags)
    group by value order by flows desc, lower(value), value`
  return (await carried.execute(people)).rows
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
