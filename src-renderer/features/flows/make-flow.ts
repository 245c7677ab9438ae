import type { FlowDocument } from '#shared/flow'
import { client } from '../../link/client.ts'
import { tagsEdit } from '../../model/flow-tags.ts'

/** The place of a first block: clear of the canvas's edges, with room for the selvage on its left. */
const FIRST_PLACE: readonly [number, number] = [88, 104]

/** Makes an empty flow with the hat every flow begins with, and gives its id. */
export async function makeEmptyFlow(name: string, hatName: string): Promise<string> {
  const document: FlowDocument = {
    format: 1,
    name,
    blocks: [{ id: 'b1', type: 'start/manual', version: 1, name: hatName, config: {}, at: FIRST_PLACE }],
    links: [],
  }
  const { id } = await client.flows.create({ document })
  return id
}

/** A second flow with the same content. */
export async function duplicateFlow(id: string, name: string): Promise<string> {
  const { document } = await client.flows.get({ id })
  const { id: _, ...content } = document
  const copy = await client.flows.create({ document: { ...content, name } })
  return copy.id
}

export async function tagFlow(id: string, revision: number, tags: readonly string[]): Promise<void> {
  await client.flows.edit({ id, base: revision, edits: [tagsEdit(tags)], client: 'flows-page' })
}

/** Hands the flow to the browser as a .flow.json file. */
export async function exportFlow(id: string): Promise<void> {
  const { name, text } = await client.flows.export({ id })
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name.endsWith('.flow.json') ? name : `${name}.flow.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
