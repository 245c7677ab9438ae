import { checkCatalogOf } from '#shared/block'
import { AppError } from '#shared/error'
import { checkFlow, type Json } from '#shared/flow'
import type { Services } from './services.ts'

/** Switches a flow on, in the version its draft makes. @throws AppError `flow.not-found`, `flow.has-problems`, `flow.no-trigger` */
export async function switchOn(services: Services, id: string): Promise<void> {
  const { flows } = services.store
  const { document, name } = await flows.get(id)
  const errors = checkFlow(document, checkCatalogOf(services.catalog)).filter(
    ({ severity }) => severity === 'error',
  )
  if (errors.length > 0)
    throw new AppError({
      code: 'flow.has-problems',
      message:
        errors.length === 1
          ? `"${name}" cannot be switched on: ${errors[0]?.message}`
          : `"${name}" cannot be switched on: it has ${errors.length} problems.`,
      fix: errors.length === 1 ? (errors[0]?.fix ?? '') : 'Mend them first.',
      details: { flow: id, problems: errors as unknown as Json },
    })
  if (!document.blocks.some(({ type, options }) => isTrigger(type) && !options?.disabled))
    throw new AppError({
      code: 'flow.no-trigger',
      message: `"${name}" has nothing that would start it by itself.`,
      fix: 'Add a start block such as "Every" or "On a schedule", then switch it on.',
      details: { flow: id },
    })
  const { versionId } = await flows.saveVersion(id)
  await services.triggers.switchOn(id, versionId)
}

const isTrigger = (type: string): boolean =>
  type.startsWith('start/') && type !== 'start/manual' && type !== 'start/called'
