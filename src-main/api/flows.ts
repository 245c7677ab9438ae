import { missingFlows } from '#shared/block'
import { AppError } from '#shared/error'
import { acceptEdits, acceptFlow, type FlowDocument, formatFlow, parseFlow } from '#shared/flow'
import { makeFlowProblems } from './flow-problems.ts'
import { flowVersionOperations } from './flow-versions.ts'
import { watchFlow } from './flow-watch.ts'
import type { Implementer } from './implementer.ts'
import { live } from './live.ts'
import { makeUpToDate } from './migrate-flows.ts'
import { runAndWait } from './run-and-wait.ts'
import type { Services } from './services.ts'
import { switchOn } from './switch-on.ts'
import { checkFlowFile } from './validate-flow.ts'

/** Operations on flows. Documents and edits that come in are looked at before the store sees them. */
export function flowOperations(os: Implementer['flows'], services: Services) {
  const { flows } = services.store
  const problems = makeFlowProblems(services)
  const upToDate = makeUpToDate(services)
  const draftOf = async (id: string) => problems.draft((await upToDate(await flows.get(id))).record)
  /** a version; where the flow is on, its triggers run it from now on */
  const save = async (id: string) => {
    const made = await flows.saveVersion(id)
    await services.triggers.saved(id, made.versionId)
    return made
  }

  return {
    list: os.list.handler(async ({ input }) => {
      const page = await flows.list(input)
      return { items: await Promise.all(page.items.map(problems.summary)), next: page.next }
    }),
    tags: os.tags.handler(() => flows.tags()),
    find: os.find.handler(({ input }) => input.words.map((word) => flows.find(word) ?? null)),
    get: os.get.handler(({ input }) => draftOf(input.id)),
    create: os.create.handler(async ({ input }) =>
      problems.draft(await flows.create(acceptFlow(input.document).document)),
    ),
    save: os.save.handler(async ({ input: { id, document } }) => {
      await flows.replace(id, acceptFlow(document).document)
      await save(id)
      return draftOf(id)
    }),
    saveVersion: os.saveVersion.handler(({ input }) => save(input.id)),
    on: os.on.handler(async ({ input: { id } }) => {
      await switchOn(services, id)
      return draftOf(id)
    }),
    off: os.off.handler(async ({ input: { id } }) => {
      await flows.get(id)
      await services.triggers.switchOff(id)
      return draftOf(id)
    }),
    ...flowVersionOperations(os, services, async (id) => {
      await save(id)
      return draftOf(id)
    }),
    edit: os.edit.handler(({ input: { id, base, edits, client } }) =>
      flows.edit(id, base, acceptEdits(edits), client),
    ),
    delete: os.delete.handler(async ({ input }) => {
      await services.triggers.forget(input.id)
      await flows.delete(input.id)
      return { id: input.id }
    }),
    import: os.import.handler(async ({ input: { text, ifExists, on } }) => {
      const { document } = parseFlow(text)
      const id = await keep(services, document, ifExists)
      await save(id)
      if (on) await switchOn(services, id)
      return draftOf(id)
    }),
    export: os.export.handler(async ({ input }) => {
      const { document, name } = await flows.get(input.id)
      return { name: `${fileStem(name)}.flow.json`, text: formatFlow(document) }
    }),
    validate: os.validate.handler(({ input }) => {
      const { document, problems } = checkFlowFile(input.text, services.catalog)
      const missing = document ? missingFlows(document, services.catalog, flows.find) : []
      return { problems: [...problems, ...missing] }
    }),
    run: os.run.handler(async ({ input: { id, input, variables, breakpoints, wait } }) => {
      const { versionId } = await flows.saveVersion(id)
      const document = services.runtime.documentOf(versionId) ?? services.store.versions.load(versionId)
      if (!document) throw new Error(`version ${versionId} was just made and is not there`)
      return runAndWait(services, { flowId: id, versionId, document, input, variables, breakpoints }, wait)
    }),
    watch: os.watch.handler(async ({ input: { id, base }, signal }) =>
      live(await watchFlow(flows, id, base), signal),
    ),
  }
}

/** Keeps a document that was imported, as a version. @returns the id of its flow */
async function keep(
  { store: { flows } }: Services,
  document: FlowDocument,
  ifExists: 'ask' | 'replace' | 'copy',
): Promise<string> {
  const { id, ...content } = document
  const exists = id !== undefined && (await isThere(flows, id))
  if (exists && ifExists === 'replace') return (await flows.replace(id, document)).id
  if (exists && ifExists === 'ask') throw flowExists(id, document.name)
  const made = await flows.create(exists ? { ...content, name: `${content.name} (copy)` } : document)
  await flows.saveVersion(made.id)
  return made.id
}

async function isThere(flows: Services['store']['flows'], id: string): Promise<boolean> {
  try {
    await flows.get(id)
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'flow.not-found') return false
    throw error
  }
}

const flowExists = (id: string, name: string): AppError =>
  new AppError({
    code: 'flow.exists',
    message: `There is a flow with the id of "${name}" already.`,
    fix: 'Say whether to replace it (a new version) or to keep this one as a copy.',
    details: { flow: id },
  })

/** A name as a file name that every system takes. */
const fileStem = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
    .slice(0, 80) || 'flow'
