import type { AnyNode, MemberExpression } from 'acorn'
import { findExpressions } from './find-expressions.ts'

/** A place in a text where an expression names a block: `blocks["Name"]`, `blocks['Name']`, `blocks.Name`. */
type Mention = { name: string; start: number; end: number; write(name: string): string }

/** The names of blocks that the expressions of this text read, as often as they stand there. */
export const blockNamesIn = (text: string): string[] => mentionsIn(text).map(({ name }) => name)

/** The text with every mention of a renamed block rewritten; the text itself when there is none. */
export function renameBlocksInText(text: string, renames: ReadonlyMap<string, string>): string {
  let result = text
  for (const { name, start, end, write } of mentionsIn(text).reverse()) {
    const renamed = renames.get(name)
    if (renamed !== undefined) result = result.slice(0, start) + write(renamed) + result.slice(end)
  }
  return result
}

/** In the order of the text. */
function mentionsIn(text: string): Mention[] {
  if (!text.includes('{{') || !text.includes('blocks')) return []
  return findExpressions(text)
    .flatMap(({ start, tree }) =>
      readsOfBlocks(tree).map((mention) => ({
        ...mention,
        start: mention.start + start,
        end: mention.end + start,
      })),
    )
    .sort((a, b) => a.start - b.start)
}

/** Walks the tree with a list of its own; a function whose parameter is called `blocks` hides the root. */
function readsOfBlocks(tree: AnyNode): Mention[] {
  const found: Mention[] = []
  const open: AnyNode[] = [tree]
  for (let node = open.pop(); node; node = open.pop()) {
    if (hidesBlocks(node)) continue
    const mention = node.type === 'MemberExpression' ? mentionOf(node) : undefined
    if (mention) found.push(mention)
    open.push(...childrenOf(node))
  }
  return found
}

function mentionOf({ object, property, computed, optional, end }: MemberExpression): Mention | undefined {
  if (object.type !== 'Identifier' || object.name !== 'blocks') return undefined
  if (!computed && property.type === 'Identifier') {
    const write = (name: string) =>
      IDENTIFIER.test(name)
        ? `${optional ? '?' : ''}.${name}`
        : `${optional ? '?.' : ''}[${JSON.stringify(name)}]`
    return { name: property.name, start: object.end, end, write }
  }
  if (property.type === 'Literal' && typeof property.value === 'string') {
    const write = property.raw?.startsWith("'") ? singleQuoted : (name: string) => JSON.stringify(name)
    return { name: property.value, start: property.start, end: property.end, write }
  }
  return undefined
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u
const singleQuoted = (name: string): string =>
  `'${JSON.stringify(name).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`

function hidesBlocks(node: AnyNode): boolean {
  if (!('params' in node)) return false
  const open: AnyNode[] = [...(node.params as AnyNode[])]
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.type === 'Identifier' && part.name === 'blocks') return true
    open.push(...childrenOf(part))
  }
  return false
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'

const childrenOf = (node: AnyNode): AnyNode[] => Object.values(node).flat().filter(isNode)
