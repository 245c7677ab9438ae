import { cut, cutLength, findUses, type RootUse, startsWith } from './root-uses.ts'
import type { RootName } from './scope.ts'
import type { TreeNode } from './syntax-tree.ts'
import type { Path } from './template.ts'

/** A value that goes into the sandbox as one argument. */
export type Param = {
  path: Path
  /** reading key n through nothing gives undefined, as `?.` says */
  optional: readonly boolean[]
}

/**
 * How an expression runs. The short way passes the values of its paths as arguments and has the paths
 * replaced by their names: `input.count * 2` runs as `$0 * 2`. The long way passes whole roots, cut down
 * to the named paths; it is taken where a path reads through nothing or through a prototype, since only
 * the sandbox knows whether that place is reached at all and what JavaScript makes of it.
 */
export type SandboxPlan = {
  /** null where a root's name means something else in a part of the expression */
  short: { code: string; params: readonly Param[] } | null
  long: { code: string; roots: readonly { name: RootName; paths: readonly Path[] }[] }
  uses: readonly RootUse[]
  /** names that mean nothing: reading one fails */
  unknown: readonly string[]
}

/** More uses than this are passed as whole roots: comparing them all would take too long. */
const MANY_USES = 60

export function makePlan(top: TreeNode, code: string): SandboxPlan {
  const { roots: uses, shadowed, unknown } = findUses(top)
  if (uses.length > MANY_USES) for (const use of uses) cut(use, 1)
  shareParams(uses)
  const params = paramsOf(uses)
  const give = freeName(code, '$give')
  const names = [...new Set(uses.map((use) => use.path[0]))]
  const roots = names.map((name) => ({
    name,
    paths: params.map((param) => param.path).filter((path) => path[0] === name),
  }))
  return {
    short: shadowed ? null : { code: shortCode(code, uses, params, give), params },
    long: { code: functionCode(give, names, code), roots },
    uses,
    unknown,
  }
}

/** Where one path begins another, both use the shorter: what is changed through one is seen by the other. */
function shareParams(uses: RootUse[]): void {
  for (let again = true; again; ) {
    again = false
    for (const use of uses)
      for (const other of uses) {
        if (use === other || !startsWith(use.path, other.path)) continue
        const length = cutLength(use, other.path.length)
        if (length >= use.path.length) continue
        cut(use, length)
        again = true
      }
  }
}

function paramsOf(uses: RootUse[]): Param[] {
  const params: (Param & { optional: boolean[] })[] = []
  for (const use of uses) {
    const known = params.find((param) => sameParam(param, use))
    if (!known) params.push({ path: [...use.path], optional: [...use.optional] })
    else known.optional = known.optional.map((optional, i) => optional && use.optional[i] === true)
  }
  return params
}

const sameParam = (param: Param, use: RootUse) =>
  param.path.length === use.path.length && startsWith(param.path, use.path)

function shortCode(code: string, uses: RootUse[], params: Param[], give: string): string {
  const prefix = freeName(code, '$')
  let made = ''
  let from = 0
  for (const use of [...uses].sort((a, b) => (a.starts.at(-1) as number) - (b.starts.at(-1) as number))) {
    const name = `${prefix}${params.findIndex((param) => sameParam(param, use))}`
    const start = use.starts.at(-1) as number
    // blanks around it: `typeof(input)` must not become `typeof$0`
    made += `${code.slice(from, start)} ${use.shorthand ? `${use.path[0]}: ` : ''}${name} `
    from = use.ends.at(-1) as number
  }
  return functionCode(
    give,
    params.map((_, i) => `${prefix}${i}`),
    made + code.slice(from),
  )
}

/** The line break behind the expression ends a comment that it may end with. */
const functionCode = (give: string, params: readonly string[], code: string) =>
  `(function(${[give, ...params].join(',')}){"use strict";return ${give}((${code}\n))})`

/** A name that the expression does not hold. */
function freeName(code: string, name: string): string {
  return code.includes(name) ? freeName(code, `$${name}`) : name
}
