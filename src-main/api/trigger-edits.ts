import { AppError } from '#shared/error'
import {
  type Block,
  type FlowDocument,
  type FlowEdit,
  guardJson,
  type JsonObject,
  newId,
  newName,
} from '#shared/flow'
import type { Services } from './services.ts'

type Made = { flow: string; block: string; version: number }
type Named = { flow: string; block: string }

const CLIENT = 'triggers'

/** Adds a hat to a flow. @throws AppError `flow.not-found`, `trigger.no-such-type`, `trigger.no-block` */
export async function addHat(
  services: Services,
  order: { flow: string; type: string; config: JsonObject; name?: string; to?: string },
): Promise<Made> {
  const { flow, type, config, name, to } = order
  guardJson({ config })
  const declaration = services.catalog.get(type)
  if (declaration?.shape !== 'hat') throw noSuchType(type, [...services.catalog.values()])
  const { document, revision } = await services.store.flows.get(flow)
  const block: Block = {
    id: newId(new Set(document.blocks.map(({ id }) => id)), () => services.ids.next('b')),
    type,
    version: declaration.version,
    name: newName(new Set(document.blocks.map((one) => one.name)), name ?? declaration.title),
    config,
    at: placeFor(document),
  }
  const target = targetOf(document, to)
  const edits: FlowEdit[] = [{ do: 'add-block', block }]
  if (target) edits.push({ do: 'add-link', link: { from: block.id, out: 'next', to: target } })
  return keep(services, { flow, block: block.id }, revision, edits)
}

/** @throws AppError `flow.not-found`, `trigger.not-in-flow` */
export async function changeHat(services: Services, order: Named & { config: JsonObject }): Promise<Made> {
  const { flow, block, config } = order
  guardJson({ config })
  const revision = await revisionWith(services, order)
  const edits = Object.entries(config).map(
    ([key, value]): FlowEdit => ({
      do: 'set-config',
      id: block,
      key,
      value: value === null ? undefined : value,
    }),
  )
  return keep(services, { flow, block }, revision, edits)
}

/** @throws AppError `flow.not-found`, `trigger.not-in-flow` */
export async function removeHat(services: Services, { flow, block }: Named): Promise<Made> {
  const revision = await revisionWith(services, { flow, block })
  return keep(services, { flow, block }, revision, [{ do: 'remove-block', id: block }])
}

/** What was changed is a version at once, and what is on runs it. */
async function keep(
  { store, triggers }: Services,
  made: Named,
  base: number,
  edits: readonly FlowEdit[],
): Promise<Made> {
  await store.flows.edit(made.flow, base, edits, CLIENT)
  const { version, versionId } = await store.flows.saveVersion(made.flow)
  await triggers.saved(made.flow, versionId)
  return { ...made, version }
}

async function revisionWith({ store, catalog }: Services, { flow, block }: Named): Promise<number> {
  const { document, revision, name } = await store.flows.get(flow)
  const found = document.blocks.find(({ id }) => id === block)
  if (found && catalog.get(found.type)?.shape === 'hat') return revision
  throw new AppError({
    code: 'trigger.not-found',
    message: found ? `"${found.name}" in "${name}" is no start block.` : `"${name}" has no block ${block}.`,
    fix: 'Give the id of a start block of that flow.',
    details: { flow, block },
  })
}

/** The block that is named, or the one the flow's first hat starts. */
function targetOf({ blocks, links, name }: FlowDocument, to: string | undefined): string | undefined {
  if (to !== undefined) {
    const found = blocks.find((block) => block.id === to) ?? blocks.find((block) => block.name === to)
    if (found) return found.id
    throw new AppError({
      code: 'trigger.no-block',
      message: `"${name}" has no block "${to}".`,
      fix: 'Give the id or the name of the block that the trigger starts.',
    })
  }
  const hat = blocks.find(({ type }) => type.startsWith('start/'))
  return (
    links.find(({ from }) => from === hat?.id)?.to ??
    blocks.find(({ type }) => !type.startsWith('start/'))?.id
  )
}

/** To the right of everything. */
function placeFor({ blocks }: FlowDocument): [number, number] {
  const placed = blocks.flatMap(({ at }) => (at ? [at] : []))
  if (placed.length === 0) return [80, 40]
  return [Math.max(...placed.map(([x]) => x)) + 320, Math.min(...placed.map(([, y]) => y))]
}

const noSuchType = (type: string, all: readonly { type: string; shape: string }[]): AppError =>
  new AppError({
    code: 'trigger.no-such-type',
    message: `"${type}" is no start block.`,
    fix: `Start blocks are: ${all
      .filter(({ shape }) => shape === 'hat')
      .map((one) => one.type)
      .join(', ')}.`,
    details: { type },
  })
