import { isBinding, isKey, keyOf } from './root-uses.ts'
import { type TreeNode, walkTree } from './syntax-tree.ts'

/**
 * How an expression must not use secrets: all of them at once, one by a name that is only known later, one to
 * compute with, or the word `secrets` for something else.
 */
export type SecretMisuse = 'whole' | 'computed-name' | 'computes' | 'renamed'
export type SecretUses = {
  /** in the order in which they stand */
  names: readonly string[]
  misuse: SecretMisuse | null
}

/**
 * The secrets that an expression names; null when it names none.
 *
 * A secret may only be named in full, `secrets.NAME`, put beside texts and put into lists and objects. Then the
 * expression can be evaluated without its value, which is put in where the block begins; so no value of a secret is
 * ever in the sandbox, and none can leave it in pieces.
 */
export function secretUses(tree: TreeNode): SecretUses | null {
  const names = new Set<string>()
  let misuse: SecretMisuse | null = null
  let found = false
  walkTree(tree, (node, parents) => {
    if (node.type !== 'Identifier' || node.name !== 'secrets' || isKey(node, parents.at(-1))) return
    found = true
    const way = isBinding(node, parents) ? 'renamed' : wayOf(node, parents)
    if (typeof way === 'object') names.add(way.name)
    else misuse ??= way
  })
  return found ? { names: [...names], misuse } : null
}

function wayOf(root: TreeNode, parents: readonly TreeNode[]): SecretMisuse | { name: string } {
  const at = parents.length - 1
  const member = parents[at]
  if (member?.type !== 'MemberExpression' || member.object !== root) return 'whole'
  const name = keyOf(member)
  if (typeof name !== 'string') return 'computed-name'
  return isPassedOn(member, parents, at - 1) ? { name } : 'computes'
}

/** Whether it reaches the result as it is, whole, beside other things. */
function isPassedOn(member: TreeNode, parents: readonly TreeNode[], from: number): boolean {
  let inner = member
  for (let i = from; i >= 0; i--) {
    const parent = parents[i] as TreeNode
    if (!passesOn(parent, inner, parents[i - 1])) return false
    inner = parent
  }
  return true
}

function passesOn(parent: TreeNode, inner: TreeNode, above: TreeNode | undefined): boolean {
  switch (parent.type) {
    case 'ParenthesizedExpression':
    case 'ChainExpression':
    case 'ArrayExpression':
    case 'ObjectExpression':
      return true
    case 'TemplateLiteral':
      return above?.type !== 'TaggedTemplateExpression'
    case 'BinaryExpression':
      return parent.operator === '+'
    case 'ConditionalExpression':
      return parent.test !== inner
    case 'LogicalExpression':
      return parent.right === inner
    case 'Property':
      return parent.value === inner
    default:
      return false
  }
}
