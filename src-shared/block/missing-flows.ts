import type { Problem } from '#shared/error'
import type { Block, FlowDocument, Json, JsonObject } from '#shared/flow'
import type { BlockCatalog } from './catalog.ts'
import type { Field } from './field.ts'
import { perConfig } from './per-config.ts'
import { isList } from './say-value.ts'

/** A flow as another one names it. `by`: only its id will do, or its name too. */
type NamedFlow = { path: string; title: string; word: string; by: 'id' | 'id or name' }

/** The id of the flow that is meant by an id or a name; undefined: there is none here. */
export type FindFlow = (word: string) => string | undefined

/** The ids and names by which a document names flows, each once. What an expression gives shows only when it runs. */
export const flowsNamedIn = ({ blocks }: FlowDocument, catalog: BlockCatalog): string[] => [
  ...new Set(blocks.flatMap((block) => namedBy(block, catalog).map(({ word }) => word))),
]

/** Warnings about flows that are named and not there: what there is besides is not in the file. */
export function missingFlows(
  { id, name, blocks }: FlowDocument,
  catalog: BlockCatalog,
  find: FindFlow,
): Problem[] {
  return blocks.flatMap((block) =>
    block.options?.disabled
      ? []
      : namedBy(block, catalog).flatMap((named): Problem[] => {
          const told = missing(block, named, { id, name }, find)
          return told ? [{ ...told, severity: 'warning', block: block.id, path: named.path }] : []
        }),
  )
}

function missing(
  block: Block,
  { title, word, by }: NamedFlow,
  own: Pick<FlowDocument, 'id' | 'name'>,
  find: FindFlow,
): Pick<Problem, 'code' | 'message' | 'fix'> | undefined {
  if (block.type === 'start/flow-failed' && (word === own.id || word === own.name))
    return {
      code: 'flow.itself',
      message: `"${block.name}" names its own flow, and a flow is never started by its own failure.`,
      fix: 'Take it out, and look after this flow in another one.',
    }
  const found = word === own.id ? word : find(word)
  if (found === word || (found !== undefined && by === 'id or name')) return undefined
  if (found !== undefined)
    return {
      code: 'flow.by-name',
      message: `"${block.name}" has the name of a flow under "${title}", where its id is needed.`,
      fix: `Choose the flow in the studio, or write its id: ${found}`,
    }
  return { code: 'flow.missing', ...noSuchFlow(block.name, word, title) }
}

/** The sentence of a flow that is not there, when a flow is checked and on a trigger that waits for it. */
export const noSuchFlow = (block: string, word: string, title: string): { message: string; fix: string } => ({
  message: `"${block}" names the flow "${word.slice(0, 100)}", and there is none here.`,
  fix: `Choose another one under "${title}", or bring that flow here first.`,
})

const namedBy = ({ type, config }: Block, catalog: BlockCatalog): readonly NamedFlow[] => {
  const declaration = catalog.get(type)
  return declaration ? namedIn(declaration, config) : []
}

const namedIn = perConfig(({ fields }, config: JsonObject) =>
  Object.entries(fields).flatMap(([key, field]) => inField(`config.${key}`, field, config[key])),
)

function inField(path: string, { kind, of, title }: Field, held: Json | undefined): NamedFlow[] {
  if (kind === 'flow') return isWritten(held) ? [{ path, title, word: held, by: 'id' }] : []
  if (of !== 'flow' || !isList(held)) return []
  return held.flatMap((word, i) =>
    isWritten(word) ? [{ path: `${path}[${i}]`, title, word, by: 'id or name' as const }] : [],
  )
}

const isWritten = (held: Json | undefined): held is string =>
  typeof held === 'string' && held.trim() !== '' && !held.includes('{{')
