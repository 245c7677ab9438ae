import type { Block, FlowDocument, Link } from '#shared/flow'

/** Where outputs lead: by output, or one by one as `then>block`. */
type Ways = Record<string, string | string[]> | readonly string[]
type Part = Partial<Block> & { id: string; type: string; to?: Ways }

/** A flow from blocks that name where their outputs lead: `{ id: 'a', type: 'start/manual', to: { next: 'b' } }`. */
export function flowOf(parts: readonly Part[], rest: Partial<FlowDocument> = {}): FlowDocument {
  return {
    format: 1,
    id: 'flw_test',
    name: 'Test',
    blocks: parts.map(({ to: _, ...block }) => ({ version: 1, name: block.id, config: {}, ...block })),
    links: parts.flatMap(({ id, to = {} }) => linksOf(id, to)),
    ...rest,
  }
}

function linksOf(from: string, to: Ways): Link[] {
  if (Array.isArray(to))
    return (to as readonly string[]).map((way) => {
      const [out = '', goal = ''] = way.split('>')
      return { from, out, to: goal }
    })
  return Object.entries(to).flatMap(([out, goals]) =>
    [goals as string | string[]].flat().map((goal) => ({ from, out, to: goal })),
  )
}
