import type { CompiledConfig, Expression, Path } from '#shared/expression'

/**
 * The blocks whose values the expressions of a config read by name (`blocks["Fetch page"]`), so that no more
 * is gathered for a step. Null: some expression wants them all, or finds the name only when it runs.
 */
export function namedBlocks(compiled: CompiledConfig): ReadonlySet<string> | null {
  const names = new Set<string>()
  return gather(compiled, names) ? names : null
}

/** False when a name cannot be told beforehand. */
function gather(compiled: CompiledConfig, names: Set<string>): boolean {
  switch (compiled.kind) {
    case 'constant':
      return true
    case 'text':
      return compiled.template.parts.every((part) => typeof part === 'string' || gatherFrom(part, names))
    case 'list':
      return compiled.items.every((item) => gather(item, names))
    case 'object':
      return compiled.fields.every(([, field]) => gather(field, names))
  }
}

const gatherFrom = ({ path, paths }: Expression, names: Set<string>): boolean =>
  (path ? [path] : paths).every((one) => gatherName(one, names))

function gatherName([root, name]: Path, names: Set<string>): boolean {
  if (root !== 'blocks') return true
  if (name === undefined) return false
  names.add(String(name))
  return true
}
