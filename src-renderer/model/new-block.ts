import type { BlockDeclaration } from '#shared/block'
import { type Block, type FlowDocument, type Json, newId, newName } from '#shared/flow'
import { environment } from './environment.ts'

/**
 * A block of a type with its default config, and with an id and a name that are new to the document.
 * @throws Error for a type that is not in the catalog: a bug of the caller
 */
export function newBlock(type: string, document: FlowDocument): Block {
  const declaration = environment().catalog.get(type)
  if (!declaration) throw new Error(`no block type ${type}`)
  return blockOf(declaration, document, randomId)
}

/** The same with a given maker of ids. A My block (`my/FLOW`) becomes a call of its flow. */
export function blockOf(declaration: BlockDeclaration, document: FlowDocument, makeId: () => string): Block {
  return {
    id: newId(new Set(document.blocks.map((block) => block.id)), makeId),
    type: declaration.type.startsWith('my/') ? 'control/call-flow' : declaration.type,
    version: declaration.version,
    name: freeName(declaration.title, new Set(document.blocks.map((block) => block.name))),
    config: defaultsOf(declaration),
  }
}

/** The title itself, else "Title 2", "Title 3" and so on. */
export const freeName = (title: string, taken: ReadonlySet<string>): string => newName(taken, title)

/** A list that is needed begins as what arrives: a block is put below the one that gives its list. */
function defaultsOf(declaration: BlockDeclaration): Record<string, Json> {
  const config: Record<string, Json> = {}
  for (const [name, field] of Object.entries(declaration.fields)) {
    const begins = field.begins ?? field.default
    if (begins !== undefined) config[name] = begins
    else if (field.kind === 'list' && field.required && declaration.shape !== 'hat')
      config[name] = '{{ input }}'
  }
  return config
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Eight letters: two windows that add blocks to one flow at the same time must not choose the same id. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return `b${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join('')}`
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** For a flow that is named before it is kept. */
export const newFlowId = (): string =>
  `flw_${Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => CROCKFORD[byte % 32]).join('')}`
