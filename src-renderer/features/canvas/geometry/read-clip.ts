// Apart from clip.ts and loaded when something is pasted: it brings the schemas of a flow along, 90 KB.
import { acceptFlow, type FlowDocument } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { hungIn } from './clip.ts'

/** Reads a clip, or a whole flow as its file has it; undefined for any other text. */
export function readClip(text: string): Snippet | undefined {
  try {
    const read = JSON.parse(text) as Partial<Snippet & FlowDocument>
    if (read.blockloom !== 1 && read.format !== 1) return undefined
    const { blocks, links, notes } = acceptFlow({ name: '', ...read, format: 1 }).document
    const hung = hungIn(links)
    const placed = blocks.map((block) => (hung.has(block.id) ? block : { ...block, at: block.at ?? [0, 0] }))
    return { blockloom: 1, blocks: placed, links: [...links], ...(notes && { notes: [...notes] }) }
  } catch {
    return undefined
  }
}
