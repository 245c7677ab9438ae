import type Database from 'better-sqlite3'
import type { DeletedFlow } from '#shared/contract'
import { AppError } from '#shared/error'
import { applyEdits, contentOf, type EditResult, type FlowDocument, type FlowEdit } from '#shared/flow'
import type { Clock, Ids } from '../runtime/ports.ts'
import { createDeletedFlows, type Deletion, listDeleted } from './deleted-flows.ts'
import { createDrafts, type Drafts, type FlowNews } from './drafts.ts'
import { type FindFlow, flowFinder } from './find-flow.ts'
import {
  type FlowHolding,
  type FlowOrder,
  flowsHolding,
  listFlows,
  readFlow,
  tagsOfFlows,
} from './flow-lists.ts'
import type { FlowRecord, FlowRow } from './flow-row.ts'
import { createFlowVersions, type ListedVersion } from './flow-versions.ts'
import type { Guard } from './guard.ts'
import type { StoredJournal } from './journal.ts'
import type { Page, PageOrder } from './page.ts'
import type { PeopleReads } from './people-reads.ts'
import { replaceEdits } from './replace-edits.ts'
import type { StoredVersions } from './versions.ts'

export type EditAnswer = {
  /** of the draft, with these edits in it */
  revision: number
  /** edits of others between base and these */
  missed: FlowNews[]
  skipped: EditResult['skipped']
}
export type FlowListener = (news: FlowNews | 'deleted') => void

/** Every change is on disk when its promise resolves. */
export type Flows = {
  /** newest change first, unless it says otherwise; `search` looks in name, description and tags */
  list(page: FlowOrder): Promise<Page<FlowRow>>
  /** the most used first */
  tags(): Promise<{ tag: string; flows: number }[]>
  /** the id of a flow by its id or name, at once */
  find: FindFlow
  /** @throws AppError `flow.not-found`, `store.damaged-record` */
  get(id: string): Promise<FlowRecord>
  /**
   * A draft, without a version. A deleted flow of the id that the document brings comes back with this content; what
   * it was is a version of it then. @throws AppError `flow.exists` when the id is taken
   */
  create(document: FlowDocument): Promise<FlowRecord>
  /** @throws AppError `flow.not-found`, `flow.unknown-revision`, `flow.too-far-behind` */
  edit(id: string, base: number, edits: readonly FlowEdit[], client: string): Promise<EditAnswer>
  /** by this document, as a new version */
  replace(id: string, document: FlowDocument, client?: string): Promise<FlowRecord>
  saveVersion(id: string): Promise<{ version: number; versionId: string }>
  /** the listed ones, newest first */
  versions(id: string): Promise<ListedVersion[]>
  /** flows with a word in their draft or in their newest version, with those of the two that hold it */
  holding(word: string): Promise<FlowHolding[]>
  /** keeps an unlisted version. @returns its id */
  version(document: FlowDocument): Promise<string>
  /** it can be brought back for a while; its runs keep their history and their versions. @throws AppError `flow.not-found` */
  delete(id: string): Promise<void>
  /** those that can be brought back, the last deleted one first */
  deleted(page: PageOrder): Promise<Page<DeletedFlow>>
  /** As it was, but switched off; one that is there stays as it is. @throws AppError `flow.not-found` */
  bringBack(id: string): Promise<{ flow: FlowRecord; wasOn: boolean }>
  /** takes a deleted flow away for good. @throws AppError `flow.not-found`, `flow.not-deleted` */
  erase(id: string): Promise<void>
  /** @returns what ends it */
  watch(id: string, listener: FlowListener): () => void
}

export type FlowParts = {
  database: Database.Database
  people: PeopleReads
  guard: Guard
  versions: StoredVersions
  journal: StoredJournal
  /** drops what waits to be written of a flow */
  forget(flowId: string): void
  clock: Clock
  ids: Ids
}

export function createFlows(parts: FlowParts): Flows {
  const { database, people, guard, versions, clock } = parts
  const bin = createDeletedFlows(database)
  const missing = (id: string) => flowNotFound(id, bin.find(id, clock.now()))
  const drafts = createDrafts(database, missing)
  const listed = createFlowVersions(database, versions)
  const listeners = createListeners()
  /** versions of drafts that nobody has changed since: running such a flow again writes and reads nothing */
  const unchanged = new Map<string, { version: number; versionId: string }>()

  const read = async (id: string): Promise<FlowRecord> => {
    parts.journal.settle()
    const flow = await readFlow(people, id)
    if (!flow) throw missing(id)
    return flow
  }
  /** A flow is made of a file that a deleted flow was kept in: that one goes on, and nothing of it is lost. */
  const comeBackAs = (id: string, document: FlowDocument) => {
    bin.takeBack(id)
    const { document: before } = drafts.load(id)
    makeVersion(id, before)
    const by = { edits: replaceEdits(before, document), client: 'import' }
    if (contentOf(before) !== contentOf(document)) drafts.change(id, document, by, clock.now())
  }
  const makeVersion = (id: string, document: FlowDocument) => {
    const made = listed.list(id, document, clock.now())
    drafts.setVersion(id, made.version)
    return made
  }

  return {
    async list(page) {
      parts.journal.settle()
      return listFlows(people, page)
    },
    tags: () => tagsOfFlows(people),
    find: flowFinder(database),
    get: read,
    async holding(word) {
      parts.journal.settle()
      return flowsHolding(people, word)
    },
    async create(document) {
      const id = document.id ?? parts.ids.next('flw')
      guard(() => {
        if (drafts.has(id)) throw flowExists(id)
        const deletion = bin.find(id, clock.now())
        if (deletion?.state === 'kept') return comeBackAs(id, { ...document, id })
        if (deletion) bin.erase(id)
        drafts.insert(id, { ...document, id }, clock.now())
      })
      return read(id)
    },
    async edit(id, base, edits, client) {
      unchanged.delete(id)
      const { news, ...answer } = guard(() => applyTo(drafts, id, { base, edits, client, now: clock.now() }))
      if (news) listeners.tell(id, news)
      return answer
    },
    async replace(id, document, client = 'import') {
      unchanged.delete(id)
      const news = guard(() => {
        const { document: before } = drafts.load(id)
        const after = { ...document, id }
        makeVersion(id, after)
        if (contentOf(before) === contentOf(after)) return null
        return drafts.change(id, after, { edits: replaceEdits(before, after), client }, clock.now())
      })
      if (news) listeners.tell(id, news)
      return read(id)
    },
    async saveVersion(id) {
      const known = unchanged.get(id)
      if (known) return known
      const made = guard(() => makeVersion(id, drafts.load(id).document))
      unchanged.set(id, made)
      return made
    },
    versions: async (id) => listed.of(id),
    version: async (document) => guard(() => versions.keep(document, clock.now())),
    async delete(id) {
      unchanged.delete(id)
      guard(() => {
        if (!bin.put(id, clock.now())) throw missing(id)
      })
      listeners.tell(id, 'deleted')
    },
    async deleted(page) {
      parts.journal.settle()
      return listDeleted(people, page, clock.now())
    },
    async bringBack(id) {
      const wasOn = guard(() => bin.find(id, clock.now())?.state === 'kept' && bin.takeBack(id))
      return { flow: await read(id), wasOn }
    },
    async erase(id) {
      guard(() => {
        if (drafts.has(id)) throw notDeleted(id)
        if (!bin.find(id, clock.now())) throw missing(id)
        bin.erase(id)
      })
      parts.forget(id)
    },
    watch: listeners.add,
  }
}

type EditOrder = { base: number; edits: readonly FlowEdit[]; client: string; now: number }

/** Applies edits to the draft as it stands now, whatever they were made on; those that no longer fit are skipped. */
function applyTo(drafts: Drafts, id: string, { base, edits, client, now }: EditOrder) {
  const { document, revision } = drafts.load(id)
  const missed = drafts.since(id, base, revision)
  const result = applyEdits(document, edits)
  const gone = new Set(result.skipped.map(({ edit }) => edit))
  const applied = edits.filter((edit) => !gone.has(edit))
  const news = applied.length > 0 ? drafts.change(id, result.document, { edits: applied, client }, now) : null
  return { revision: news?.revision ?? revision, missed, skipped: result.skipped, news }
}

function createListeners() {
  const all = new Map<string, Set<FlowListener>>()
  return {
    add(id: string, listener: FlowListener) {
      const those = all.get(id) ?? new Set()
      all.set(id, those.add(listener))
      return () => {
        those.delete(listener)
        if (those.size === 0 && all.get(id) === those) all.delete(id)
      }
    },
    tell(id: string, news: FlowNews | 'deleted') {
      for (const listener of [...(all.get(id) ?? [])]) listener(news)
    },
  }
}

const flowNotFound = (id: string, deletion: Deletion | undefined): AppError =>
  new AppError(
    deletion?.state === 'kept'
      ? {
          code: 'flow.not-found',
          message: `The flow "${deletion.name}" was deleted.`,
          fix: `Bring it back with: blockloom flows undelete ${id}`,
          details: { flow: id, deleted: deletion.name, deletedAt: deletion.deletedAt },
        }
      : {
          code: 'flow.not-found',
          message: `There is no flow ${id}.`,
          fix: 'See the flows with: blockloom flows list',
          details: { flow: id },
        },
  )

const notDeleted = (id: string): AppError =>
  new AppError({
    code: 'flow.not-deleted',
    message: `The flow ${id} is not deleted.`,
    fix: 'Delete it first.',
    details: { flow: id },
  })

const flowExists = (id: string): AppError =>
  new AppError({
    code: 'flow.exists',
    message: `There is a flow ${id} already.`,
    fix: 'Replace it, or make a copy.',
    details: { flow: id },
  })
