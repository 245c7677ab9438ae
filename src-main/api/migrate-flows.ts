import { configProblems } from '#shared/block'
import type { PackageMigration } from '#shared/contract'
import { AppError } from '#shared/error'
import {
  type Block,
  contentOf,
  type FlowDocument,
  type FlowEdit,
  type JsonObject,
  sameJson,
} from '#shared/flow'
import { packageOf } from '#shared/package'
import type { FlowRecord } from '../store/flow-row.ts'
import type { Services } from './services.ts'

type Parts = Pick<Services, 'store' | 'packages'>
type Left = { block: string; why: string }
export type UpToDate = { record: FlowRecord; changed: number; left: readonly Left[] }

/** Names these edits among the editors of a flow. */
const CLIENT = 'migration'

/**
 * Blocks of packages that were made with an older version of their type get the config that the version of today
 * needs, by what their package makes of it. Where a package cannot decide, the block stays as it is and is a problem
 * of its flow (`block.older-version`): nothing is chosen for the person. What was saved is saved again, so that
 * triggers run it too.
 */
export function makeUpToDate({ store: { flows, versions }, packages }: Parts) {
  const blocksUpToDate = makeBlocksUpToDate(packages)
  return async (record: FlowRecord): Promise<UpToDate> => {
    const { edits, changed, left } = await blocksUpToDate(record.document)
    if (edits.length === 0) return { record, changed, left }
    const wasSaved = await isSaved(record)
    await flows.edit(record.id, record.revision, edits, CLIENT)
    if (wasSaved) await flows.saveVersion(record.id)
    return { record: await flows.get(record.id), changed, left }
  }

  /** Whether the draft is what the newest version holds: then nobody is half way through a change. */
  async function isSaved({ id, version, document }: FlowRecord): Promise<boolean> {
    if (version === 0) return false
    const [newest] = await flows.versions(id)
    const saved = newest && versions.load(newest.versionId)
    return saved !== undefined && contentOf(saved) === contentOf(document)
  }
}

/** The edits that bring blocks up to date, how many blocks that are, and those that their packages left. */
export function makeBlocksUpToDate(packages: Parts['packages']) {
  return async ({ blocks }: Pick<FlowDocument, 'blocks'>) => {
    const edits: FlowEdit[] = []
    const left: Left[] = []
    let changed = 0
    for (const block of blocks.filter(isOlder))
      try {
        edits.push(...(await editsFor(block)))
        changed++
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        left.push({ block: block.name, why: [error.message, error.fix].join(' ').trim() })
      }
    return { edits, changed, left }
  }

  function isOlder({ type, version }: Block): boolean {
    const declaration = packages.declarationOf(type)
    return declaration !== undefined && Number.isSafeInteger(version) && version < declaration.version
  }

  async function editsFor({ id, type, version, config }: Block): Promise<FlowEdit[]> {
    const declaration = packages.declarationOf(type)
    if (!declaration) return []
    const next = await packages.migrate(type, version, config)
    refuseWrong(type, configProblems(declaration, next))
    return [...configEdits(id, config, next), { do: 'set-version', id, version: declaration.version }]
  }
}

function configEdits(id: string, before: JsonObject, after: JsonObject): FlowEdit[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => {
    const [had, has] = [before[key], after[key]]
    const same = had !== undefined && has !== undefined && sameJson(had, has)
    return same ? [] : [{ do: 'set-config' as const, id, key, value: has }]
  })
}

function refuseWrong(type: string, found: ReturnType<typeof configProblems>): void {
  const wrong = found.find(({ severity }) => severity === 'error')
  if (!wrong) return
  throw new AppError({
    code: 'package.wrong-migration',
    message: `What ${type} makes of its older config is not right: ${wrong.message}`,
    fix: 'Put the block in again, or ask whoever made the package.',
    details: { path: wrong.path },
  })
}

/** All flows that use a package, after it changed. */
export async function migrateFlows(parts: Parts, name: string): Promise<PackageMigration> {
  const upToDate = makeUpToDate(parts)
  const migration: PackageMigration = { flows: [], left: [] }
  for (const { id, name: flowName } of await flowsUsing(parts, name)) {
    const { changed, left } = await upToDate(await parts.store.flows.get(id))
    if (changed > 0) migration.flows.push({ id, name: flowName, blocks: changed })
    migration.left.push(...left.map((one) => ({ id, name: flowName, ...one })))
  }
  return migration
}

/** Flows with a block of a package, in their draft or in the version that triggers run. */
export async function flowsUsing(
  { store }: Pick<Services, 'store'>,
  name: string,
): Promise<{ id: string; name: string }[]> {
  const holding = await store.flows.holding(`"${name}/`)
  return holding
    .filter(({ documents }) =>
      documents.some(({ blocks }) => blocks.some(({ type }) => packageOf(type) === name)),
    )
    .map(({ id, name: flowName }) => ({ id, name: flowName }))
}
