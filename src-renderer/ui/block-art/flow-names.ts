import { measureAnew } from './use-text-width.ts'

const names = new Map<string, string>()

/** Tells the blocks what flows are called that they name by id; blocks that are drawn are drawn anew. */
export function nameFlows(flows: readonly { id: string; name: string }[]): void {
  const news = flows.filter(({ id, name }) => names.get(id) !== name)
  for (const { id, name } of news) names.set(id, name)
  if (news.length > 0) measureAnew()
}

/** undefined: not known here, or not yet */
export const flowName = (id: string): string | undefined => names.get(id)
