import type { FlowDraft } from '#shared/contract'
import { AppError } from '#shared/error'
import { compareFlows, type FlowDocument } from '#shared/flow'
import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

/** Operations on the versions of a flow. */
export function flowVersionOperations(
  os: Implementer['flows'],
  { store }: Services,
  draftOf: (id: string) => Promise<FlowDraft>,
) {
  const { flows } = store
  const contentAt = async (id: string, version: number): Promise<FlowDocument> => {
    const { version: newest } = await flows.get(id)
    const listed = (await flows.versions(id)).find((one) => one.version === version)
    const document = listed && store.versions.load(listed.versionId)
    if (document) return document
    throw noVersion(id, version, newest)
  }
  return {
    versions: os.versions.handler(async ({ input: { id, after, limit } }) => {
      await flows.get(id)
      const all = (await flows.versions(id)).filter(({ version }) => version < before(after))
      const items = all.slice(0, limit)
      return { items, next: all.length > limit ? String(items.at(-1)?.version) : null }
    }),
    compare: os.compare.handler(async ({ input: { id, from, to } }) => {
      const older = await contentAt(id, from)
      return compareFlows(older, to === undefined ? (await flows.get(id)).document : await contentAt(id, to))
    }),
    restore: os.restore.handler(async ({ input: { id, version } }) => {
      const document = await contentAt(id, version)
      await flows.saveVersion(id)
      await flows.replace(id, document, 'restore')
      return draftOf(id)
    }),
  }
}

function before(after: string | undefined): number {
  if (after === undefined) return Number.POSITIVE_INFINITY
  if (/^\d{1,15}$/.test(after)) return Number(after)
  throw new AppError({
    code: 'page.invalid-cursor',
    message: 'This is not the place of a page in this list.',
    fix: 'Give "after" the value of "next" of the page before, or leave it out to begin at the top.',
  })
}

const noVersion = (id: string, version: number, newest: number): AppError =>
  new AppError({
    code: 'flow-version.not-found',
    message: `The flow ${id} has no version ${version}.`,
    fix: newest > 0 ? `Its versions are 1 to ${newest}.` : 'It has no version yet: saving it makes one.',
    details: { flow: id, version, newest },
  })
