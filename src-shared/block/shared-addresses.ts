import type { Problem } from '#shared/error'
import type { Block, FlowDocument } from '#shared/flow'

/**
 * Warnings about webhooks of one flow at the same path and method: only one of them can have it. What other flows have
 * is known when the flow is switched on.
 */
export function sharedAddresses({ blocks }: FlowDocument): Problem[] {
  const hooks = blocks.filter(({ type, options }) => type === 'start/webhook' && !options?.disabled)
  return hooks.flatMap((hook, i) => {
    const before = hooks.slice(0, i).find((other) => meet(hook, other))
    return before ? [problem(hook, before)] : []
  })
}

const problem = ({ id }: Block, before: Block): Problem => ({
  code: 'webhook.shared-address',
  severity: 'warning',
  message: `"${before.name}" has this path and method already: switched on, this one would not work.`,
  fix: 'Give one of them another path or other methods.',
  block: id,
  path: 'config.path',
})

function meet(one: Block, other: Block): boolean {
  const path = placeOf(one)
  if (path === null || path !== placeOf(other)) return false
  const [mine, theirs] = [methodsOf(one), methodsOf(other)]
  return mine.includes('ANY') || theirs.includes('ANY') || mine.some((method) => theirs.includes(method))
}

/** Paths that differ only in the names of their parts are the same path; null: not written yet, or not known before it runs. */
function placeOf({ config: { path } }: Block): string | null {
  if (typeof path !== 'string' || path.trim() === '' || path.includes('{{')) return null
  return path
    .trim()
    .replace(/^\/+|\/+$/g, '')
    .replaceAll(/\{[^{}/]*\}/g, '{}')
}

const methodsOf = ({ config: { methods } }: Block): string[] => {
  const written = Array.isArray(methods) && methods.length > 0 ? methods : ['POST']
  return written.map((method) => String(method).toUpperCase())
}
