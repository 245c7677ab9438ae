import { parseExpression } from './parse-expression.ts'
import { makePlan, type SandboxPlan } from './sandbox-plan.ts'
import { isRoot } from './scope.ts'
import { secretUses } from './secret-uses.ts'
import { syntaxProblem } from './syntax-error.ts'
import { type TreeNode, walkTree } from './syntax-tree.ts'
import type { Expression, Path, Template } from './template.ts'

/**
 * Finds the expressions of a text. `{{` ends at the first `}}` that leaves an expression that parses;
 * `\{{` stands for two plain braces.
 * @throws AppError `expression.syntax` with `details.position`, an offset in the text
 */
export function parseText(text: string): Template {
  const parts: (string | Expression)[] = []
  let plain = ''
  let from = 0
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    if (open > from && text[open - 1] === '\\') {
      plain += `${text.slice(from, open - 1)}{{`
      from = open + 2
      continue
    }
    plain += text.slice(from, open)
    if (plain) parts.push(plain)
    plain = ''
    const expression = readExpression(text, open)
    parts.push(expression)
    from = expression.end
  }
  plain += text.slice(from)
  if (plain || parts.length === 0) parts.push(plain)
  const [first] = parts
  const single = parts.length === 1 && typeof first === 'object' ? first : null
  return { parts, single, constant: parts.every((part) => typeof part === 'string') }
}

function readExpression(text: string, open: number): Expression {
  const { node, code, end } = parseExpression(text, open, open + 2)
  const tree = node as unknown as TreeNode
  refuseWaiting(tree, text, open + 2)
  const plan = planOf(tree, code, text, open)
  const literal = literalOf(tree)
  const secrets = plan.uses.some((use) => use.path[0] === 'secrets') ? secretUses(tree) : null
  return {
    source: code.trim(),
    start: open,
    end,
    path: wholePath(tree, plan),
    paths: plan.long.roots.flatMap((root) => root.paths),
    ...(literal && { literal }),
    ...(secrets && { secrets }),
    plan,
  }
}

/** A tree may parse and still be too deep to walk. */
function planOf(tree: TreeNode, code: string, text: string, open: number): SandboxPlan {
  try {
    return makePlan(tree, code)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw tooDeep(text, open, error)
  }
}

const tooDeep = (text: string, open: number, cause: unknown) =>
  syntaxProblem(text, open, 'The expression is nested too deeply', 'Split it over several blocks.', cause)

/** An expression has its value at once: nothing in it may wait, nothing may be loaded. */
function refuseWaiting(tree: TreeNode, text: string, offset: number): void {
  try {
    walkTree(tree, (node) => {
      const loads = node.type === 'ImportExpression' || (node.type === 'MetaProperty' && isImportMeta(node))
      if (loads)
        throw syntaxProblem(
          text,
          offset + node.start,
          'An expression cannot import',
          'Use a JavaScript block.',
        )
      if (node.type === 'AwaitExpression' || node.async === true)
        throw syntaxProblem(text, offset + node.start, 'An expression cannot wait', 'Use a JavaScript block.')
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw tooDeep(text, offset - 2, error)
  }
}

const isImportMeta = (node: TreeNode) => (node.meta as { name?: string } | undefined)?.name === 'import'

function unwrap(node: TreeNode): TreeNode {
  if (node.type === 'ParenthesizedExpression' || node.type === 'ChainExpression')
    return unwrap(node.expression as TreeNode)
  return node
}

/** The path, where the expression is nothing else. */
function wholePath(tree: TreeNode, { uses, short }: SandboxPlan): Path | null {
  const [use] = uses
  if (!use || uses.length > 1 || !short) return null
  let node = unwrap(tree)
  for (let keys = use.written.length - 1; keys > 0; keys--) {
    if (node.type !== 'MemberExpression') return null
    node = unwrap(node.object as TreeNode)
  }
  return node.type === 'Identifier' && isRoot(node.name) ? use.written : null
}

function literalOf(tree: TreeNode): Expression['literal'] | undefined {
  const node = unwrap(tree)
  if (node.type !== 'Literal') return undefined
  const { value } = node
  const isJson =
    value === null
      ? node.raw === 'null'
      : ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)
  return isJson ? { value: value as string | number | boolean | null } : undefined
}
