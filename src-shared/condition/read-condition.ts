import { parseExpressionAt } from 'acorn'
import { ROOTS } from '../expression/index.ts'
import type { Condition, Literal, OneOf, Operand, Operator } from './condition.ts'
import { isPlainPath } from './plain-path.ts'

/** A piece of a parsed expression; only what is looked at here. */
type Node = {
  type: string
  start: number
  end: number
  operator?: string
  left?: Node
  right?: Node
  argument?: Node
  expression?: Node
  callee?: Node
  object?: Node
  property?: Node & { name?: string }
  computed?: boolean
  optional?: boolean
  arguments?: Node[]
  elements?: (Node | null)[]
  value?: unknown
  raw?: string
  name?: string
  regex?: { pattern: string; flags: string }
}

/** An expression's code as a condition that can be built; undefined where it says more than the builder can. */
export function readCondition(code: string): Condition | undefined {
  const tree = parse(code)
  return tree && readNode(tree, code)
}

function parse(code: string): Node | undefined {
  try {
    const tree = parseExpressionAt(code, 0, {
      ecmaVersion: 'latest',
      preserveParens: true,
    }) as unknown as Node
    return code.slice(tree.end).trim() === '' ? tree : undefined
  } catch {
    return undefined
  }
}

function readNode(node: Node, code: string): Condition | undefined {
  if (node.type === 'ParenthesizedExpression') return readNode(node.expression as Node, code)
  if (node.type === 'LogicalExpression' && node.operator !== '??') return readGroup(node, code)
  if (node.type === 'UnaryExpression' && node.operator === '!') return readNot(node.argument as Node, code)
  return readComparison(node, code) ?? readCall(node, code) ?? alone(node, 'true', code)
}

/** `a && b && c` leans to the left: its parts are gathered as far as the sign is the same. */
function readGroup(node: Node, code: string): Condition | undefined {
  const parts: Condition[] = []
  let at = node
  for (;;) {
    const right = readNode(at.right as Node, code)
    if (!right) return undefined
    parts.unshift(right)
    const left = at.left as Node
    if (left.type !== 'LogicalExpression' || left.operator !== node.operator) {
      const first = readNode(left, code)
      if (!first) return undefined
      parts.unshift(first)
      return { is: node.operator === '&&' ? 'all' : 'any', parts }
    }
    at = left
  }
}

function readNot(argument: Node, code: string): Condition | undefined {
  if (argument.type !== 'ParenthesizedExpression') return alone(argument, 'not-true', code)
  const part = readNode(argument, code)
  return part && { is: 'not', part }
}

const alone = (node: Node, operator: Operator, code: string): Condition | undefined => {
  const left = operand(node, code)
  return left && { is: 'test', left, operator, right: null }
}

/** `==` is left alone: it means another thing than `===`, and the builder could only write the latter. */
const SIGNS: Readonly<Record<string, Operator>> = {
  '===': 'is',
  '!==': 'is-not',
  '>': 'more',
  '>=': 'least',
  '<': 'less',
  '<=': 'most',
}

function readComparison(node: Node, code: string): Condition | undefined {
  const operator = node.type === 'BinaryExpression' ? SIGNS[node.operator ?? ''] : undefined
  if (!operator) return undefined
  const right = operand(node.right as Node, code)
  const left = operand(node.left as Node, code)
  if (left && right) return { is: 'test', left, operator, right }
  const counted = lengthOf(node.left as Node, code)
  const none = right?.is === 'number' && right.value === 0
  if (!counted || !none || (operator !== 'is' && operator !== 'is-not')) return undefined
  return { is: 'test', left: counted, operator: operator === 'is' ? 'empty' : 'not-empty', right: null }
}

/** What is counted in `(x ?? "").length`. */
function lengthOf(node: Node, code: string): Operand | undefined {
  if (!isMember(node, 'length') || node.object?.type !== 'ParenthesizedExpression') return undefined
  const inside = node.object.expression as Node
  if (inside.type !== 'LogicalExpression' || inside.operator !== '??') return undefined
  return inside.right?.value === '' ? operand(inside.left as Node, code) : undefined
}

const CALLS: Readonly<Record<string, Operator>> = {
  includes: 'contains',
  startsWith: 'begins',
  endsWith: 'ends',
}

function readCall(node: Node, code: string): Condition | undefined {
  const { callee, arguments: given = [] } = node
  const [argument] = given
  if (node.type !== 'CallExpression' || node.optional || !callee || given.length !== 1 || !argument)
    return undefined
  if (isMember(callee, 'test')) return readMatch(callee.object as Node, argument, code)
  const name = Object.keys(CALLS).find((each) => isMember(callee, each))
  const object = callee.object
  if (!name || !object) return undefined
  const right = operand(argument, code)
  const list = name === 'includes' ? oneOf(object, code) : undefined
  if (list) return right && { is: 'test', left: right, operator: 'one-of', right: list }
  const left = operand(object.type === 'ParenthesizedExpression' ? (object.expression as Node) : object, code)
  return left && right && { is: 'test', left, operator: CALLS[name] as Operator, right }
}

/** `new RegExp(pattern).test(text)`, and `/pattern/.test(text)` without flags. */
function readMatch(pattern: Node, text: Node, code: string): Condition | undefined {
  const left = operand(text, code)
  if (!left) return undefined
  if (pattern.regex && pattern.regex.flags === '')
    return { is: 'test', left, operator: 'matches', right: { is: 'text', text: pattern.regex.pattern } }
  const [given] = pattern.arguments ?? []
  const isMade = pattern.type === 'NewExpression' && pattern.callee?.name === 'RegExp'
  if (!isMade || !given || pattern.arguments?.length !== 1) return undefined
  const right = operand(given, code)
  return right && { is: 'test', left, operator: 'matches', right }
}

const isMember = (node: Node, name: string) =>
  node.type === 'MemberExpression' && !node.computed && !node.optional && node.property?.name === name

function oneOf(node: Node, code: string): OneOf | undefined {
  if (node.type !== 'ArrayExpression') return undefined
  const items = (node.elements ?? []).map((element) => element && literal(element, code))
  return items.every((item) => !!item) ? { is: 'list', items: items as Literal[] } : undefined
}

function operand(node: Node, code: string): Operand | undefined {
  const source = code.slice(node.start, node.end)
  const root = /^[A-Za-z]+/.exec(source)?.[0]
  if (isPlainPath(source) && ROOTS.some((name) => name === root)) return { is: 'path', code: source }
  return literal(node, code)
}

function literal(node: Node, code: string): Literal | undefined {
  if (node.type === 'UnaryExpression' && node.operator === '-') {
    const number = literal(node.argument as Node, code)
    return number?.is === 'number' ? { is: 'number', value: -number.value } : undefined
  }
  if (node.type !== 'Literal') return undefined
  const { value } = node
  if (typeof value === 'string') return { is: 'text', text: value }
  if (typeof value === 'number') return { is: 'number', value }
  if (typeof value === 'boolean') return { is: 'yes-no', value }
  return node.raw === 'null' ? { is: 'nothing' } : undefined
}
