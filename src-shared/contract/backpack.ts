import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import type { Snippet } from '#shared/snippet'
import { operation } from './operation.ts'
import { id } from './shapes.ts'

const see = operation('see')
const change = operation('edit')

/** Looked at by `acceptSnippet` where it comes in. */
const snippet = z
  .custom<Snippet>((v) => typeof v === 'object' && v !== null)
  .meta({
    description:
      'blocks, the links among them and notes, as they are copied: { blockloom: 1, blocks, links, notes }',
    type: 'object',
  })
const name = z.string().trim().min(1).max(200)
/** counted from 0, the topmost; what is beyond the end is the end */
const place = z.number().int().min(0)

/** What a snippet holds never changes, only its name and its place. */
const keptSnippet = z.object({
  id: z.string(),
  name: z.string(),
  blocks: z.number(),
  notes: z.number(),
  bytes: z.number(),
  /** ms since the epoch */
  keptAt: z.number(),
})
export type KeptSnippet = z.infer<typeof keptSnippet>
const wholeSnippet = keptSnippet.extend({ snippet })
export type WholeSnippet = z.infer<typeof wholeSnippet>

export const backpack = {
  list: see
    .route({
      method: 'GET',
      path: '/backpack',
      summary: 'The backpack: snippets that people keep for other flows, in their order',
    })
    .output(z.array(keptSnippet)),
  get: see
    .route({ method: 'GET', path: '/backpack/{id}', summary: 'One snippet, with its blocks' })
    .input(id)
    .output(wholeSnippet),
  add: change
    .route({
      method: 'POST',
      path: '/backpack',
      summary: 'Keep a snippet in the backpack; of secrets it holds names alone, as a flow does',
      successStatus: 201,
    })
    .input(
      z.object({
        snippet,
        /** left out: that of its first block */
        name: name.optional(),
        /** left out: on top */
        place: place.optional(),
      }),
    )
    .output(keptSnippet),
  rename: change
    .route({ method: 'PATCH', path: '/backpack/{id}', summary: 'Call a snippet something else' })
    .input(id.extend({ name }))
    .output(keptSnippet),
  move: change
    .route({ method: 'POST', path: '/backpack/{id}/move', summary: 'Put a snippet at another place' })
    .input(id.extend({ place }))
    .output(z.array(keptSnippet)),
  delete: change
    .route({
      method: 'DELETE',
      path: '/backpack/{id}',
      summary: 'Take a snippet out of the backpack for good; flows it was put into stay as they are',
    })
    .input(id)
    .output(wholeSnippet),
  /** all at once, then again after every change */
  watch: see.output(eventIterator(z.array(keptSnippet))),
}
