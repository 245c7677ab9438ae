import { KNOWN_NAMES } from './globals.ts'
import { isRoot, type RootName } from './scope.ts'
import { type TreeNode, walkTree } from './syntax-tree.ts'
import type { Path } from './template.ts'

/**
 * One place where an expression names a root, with the path that follows: `input.user.name`.
 * The source of the path's first n + 1 keys stands from `starts[n]` to `ends[n]`.
 */
export type RootUse = {
  path: [RootName, ...(string | number)[]]
  /** key n is reached by `?.` */
  optional: boolean[]
  starts: number[]
  ends: number[]
  /** the path is the whole `?.` chain: where it stops half way, all of it is undefined */
  coversChain: boolean
  /** `{ input }`: the name is key and value at once */
  shorthand: boolean
  /** the path as it stands in the source, for plain words in errors */
  written: Path
  /** what is written is called: `input.name.trim()` */
  called: boolean
}

/** Names and members of an expression, for passing no more than needed and for plain words in errors. */
export type Uses = {
  roots: RootUse[]
  /** a function inside the expression gives a root's name to something else */
  shadowed: boolean
  /** names that are read and mean nothing: neither known to every expression nor given by this one */
  unknown: readonly string[]
}

export function findUses(top: TreeNode): Uses {
  const roots: RootUse[] = []
  let shadowed = false
  const read = new Set<string>()
  const given = new Set<string>()
  walkTree(top, (node, parents) => {
    if (node.type !== 'Identifier') return
    const name = node.name as string
    const known = KNOWN_NAMES.has(name)
    if ((known && !isRoot(name)) || isKey(node, parents.at(-1))) return
    const binds = isBinding(node, parents)
    if (!known && (binds || !isAskedFor(parents.at(-1)))) (binds ? given : read).add(name)
    else if (known && binds) shadowed = true
    else if (known) roots.push(followPath(node, parents))
  })
  return { roots, shadowed, unknown: [...read].filter((name) => !given.has(name)) }
}

/** `typeof x` may ask for what is not there. */
const isAskedFor = (parent: TreeNode | undefined): boolean =>
  parent?.type === 'UnaryExpression' && parent.operator === 'typeof'

/** A name that is only a word: `x.input`, `{ input: 1 }`, a label. */
export function isKey(node: TreeNode, parent: TreeNode | undefined): boolean {
  if (!parent) return false
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed
  if (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type))
    return parent.key === node && !parent.computed
  return /^(LabeledStatement|BreakStatement|ContinueStatement)$/.test(parent.type)
}

const PATTERNS = /^(ObjectPattern|ArrayPattern|RestElement|AssignmentPattern|Property)$/
const DECLARES =
  /^(VariableDeclarator|FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ClassDeclaration|ClassExpression|CatchClause)$/

/** A name that begins to mean something else here: a parameter, a variable, a function's own name. */
export function isBinding(node: TreeNode, parents: readonly TreeNode[]): boolean {
  let inner = node
  for (let i = parents.length - 1; i >= 0; i--) {
    const parent = parents[i] as TreeNode
    if (PATTERNS.test(parent.type)) {
      if (parent.type === 'AssignmentPattern' && parent.right === inner) return false
      if (parent.type === 'Property' && parent.value !== inner) return false
      inner = parent
      continue
    }
    if (!DECLARES.test(parent.type)) return false
    const params = parent.params as unknown[] | undefined
    return parent.id === inner || parent.param === inner || (params?.includes(inner) ?? false)
  }
  return false
}

/** Follows `.name`, `["name"]`, `[3]` outwards from a root, as far as the path is sure. */
function followPath(root: TreeNode, parents: readonly TreeNode[]): RootUse {
  const use: RootUse = {
    path: [root.name as RootName],
    optional: [false],
    starts: [root.start],
    ends: [root.end],
    coversChain: false,
    shorthand: isShorthand(root, parents),
    written: [],
    called: false,
  }
  let inner = root
  let i = parents.length - 1
  for (; i >= 0; i--) {
    const parent = parents[i] as TreeNode
    if (!growPath(use, parent, inner)) break
    inner = parent
  }
  use.written = [...use.path]
  use.called = parents[i]?.type === 'CallExpression' && (parents[i] as TreeNode).callee === inner
  if (parents[i]?.type === 'ChainExpression') {
    use.coversChain = true
    if (isDeleted(parents, i - 1)) cut(use, use.path.length - 1)
  } else if (use.path.length > 1 && isHeld(inner, parents, i)) cut(use, use.path.length - 1)
  cut(use, cutLength(use, use.path.length))
  return use
}

/** Takes one more node into the path; false where the path ends. */
function growPath(use: RootUse, parent: TreeNode, inner: TreeNode): boolean {
  if (parent.type === 'ParenthesizedExpression') return true
  if (parent.type !== 'MemberExpression' || parent.object !== inner) return false
  const key = keyOf(parent)
  if (key === undefined) return false
  use.path.push(key)
  use.optional.push(parent.optional === true)
  use.starts.push(parent.start)
  use.ends.push(parent.end)
  return true
}

function isShorthand(node: TreeNode, parents: readonly TreeNode[]): boolean {
  const parent = parents.at(-1)
  if (parent?.type === 'AssignmentPattern' && parent.left === node) return parents.at(-2)?.shorthand === true
  return parent?.type === 'Property' && parent.shorthand === true
}

function isDeleted(parents: readonly TreeNode[], i: number): boolean {
  const parent = parents[i]
  if (parent?.type === 'ParenthesizedExpression') return isDeleted(parents, i - 1)
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete'
}

/** `input.list.map(...)`, `input.a = 1`, `delete input.a`: the last key is used on what is before it. */
function isHeld(node: TreeNode, parents: readonly TreeNode[], i: number): boolean {
  const parent = parents[i]
  if (!parent) return false
  if (parent.type === 'CallExpression') return parent.callee === node
  if (parent.type === 'TaggedTemplateExpression') return parent.tag === node
  if (parent.type === 'UpdateExpression') return true
  if (parent.type === 'UnaryExpression') return isDeleted(parents, i)
  return isTarget(node, parents, i)
}

function isTarget(node: TreeNode, parents: readonly TreeNode[], at: number): boolean {
  let inner = node
  for (let i = at; i >= 0; i--) {
    const parent = parents[i] as TreeNode
    if (/^(AssignmentExpression|ForOfStatement|ForInStatement)$/.test(parent.type))
      return parent.left === inner
    if (!PATTERNS.test(parent.type) && parent.type !== 'ParenthesizedExpression') return false
    inner = parent
  }
  return false
}

export function keyOf(member: TreeNode): string | number | undefined {
  const property = member.property as TreeNode
  if (!member.computed) return property.type === 'Identifier' ? (property.name as string) : undefined
  if (property.type !== 'Literal') return undefined
  const { value } = property
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

/** Keeps the first `length` keys of a use; a piece of a `?.` chain no longer covers it. */
export function cut(use: RootUse, length: number): void {
  if (length >= use.path.length) return
  use.path.length = length
  use.optional.length = length
  use.starts.length = length
  use.ends.length = length
  use.coversChain = false
}

/**
 * The greatest length up to `length` at which a use may be cut: behind `?.` only the whole chain may be
 * taken out, since the rest of it would no longer be skipped.
 */
export function cutLength(use: RootUse, length: number): number {
  if (length >= use.path.length && use.coversChain) return use.path.length
  const first = use.optional.indexOf(true)
  return first < 0 ? Math.min(length, use.path.length) : Math.min(length, first)
}

export const startsWith = (path: Path, prefix: Path): boolean =>
  prefix.length <= path.length && prefix.every((key, i) => key === path[i])
