import type { Block, FlowDocument, FlowStructure, Link } from '#shared/flow'

/**
 * Blocks whose values in a run are older than the flow: they were changed since, or hang on one that was. What is
 * inside a C-block counts for what leaves it.
 * @param ran the flow as the run ran it
 */
export function staleBlocks(
  ran: FlowDocument,
  now: FlowDocument,
  structure: FlowStructure,
): ReadonlySet<string> {
  if (ran.blocks === now.blocks && ran.links === now.links) return NONE
  const before = new Map(ran.blocks.map((block) => [block.id, block]))
  const waysBefore = waysIn(ran.links)
  const waysNow = waysIn(now.links)
  const open = now.blocks
    .filter(({ id }) => waysBefore.get(id) !== waysNow.get(id))
    .map(({ id }) => id)
    .concat(now.blocks.filter((block) => differs(before.get(block.id), block)).map(({ id }) => id))
  const stale = new Set<string>()
  const onward = Map.groupBy(now.links, ({ from }) => from)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (stale.has(id)) continue
    stale.add(id)
    for (const { to } of onward.get(id) ?? []) open.push(to)
    const holder = structure.places.get(id)?.parent?.block
    if (holder !== undefined) open.push(holder)
  }
  return stale
}

const NONE: ReadonlySet<string> = new Set()

const waysIn = (links: readonly Link[]): ReadonlyMap<string, string> =>
  new Map([...Map.groupBy(links, ({ to }) => to)].map(([to, ways]) => [to, saidOf(ways)]))

const saidOf = (ways: readonly Link[]) =>
  ways
    .map(({ from, out }) => `${from} ${out}`)
    .sort()
    .join('\n')

/** Names, places and pins say nothing about values. */
function differs(before: Block | undefined, now: Block): boolean {
  if (before === now) return false
  if (!before || before.type !== now.type) return true
  return !same(before.config, now.config) || !same(before.options?.disabled, now.options?.disabled)
}

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
