/**
 * The steps of a run as a tree, from their paths: a C-block holds its passes (or the mouth it took), a pass
 * holds the steps in it. Steps come in the order they started and may come page by page; rows of a tree that
 * is not whole yet are those of the steps that came.
 */
import type { FlowStructure } from '#shared/flow'
import type { StepView } from '#shared/run'
import { type ScopePart, scopeParts } from '../../model/scope-path.ts'
import type { StepStatus } from './run-words.ts'

export type StepNode = {
  id: string
  is: 'step'
  step: StepView
  /** passes, or the mouth that was taken */
  inside: ScopeNode[]
}
/** One pass of a loop, or the inside of any other mouth. */
export type ScopeNode = {
  id: string
  is: 'scope'
  part: ScopePart
  steps: StepNode[]
}

export type StepTree = {
  top: StepNode[]
  /** ids of nodes that hold a step that failed, at any depth */
  failing: ReadonlySet<string>
}

export function stepTree(steps: readonly StepView[]): StepTree {
  const top: StepNode[] = []
  const scopes = new Map<string, ScopeNode>()
  /** `path|block|visit` of C-blocks, to hang their scopes on */
  const owners = new Map<string, StepNode>()
  const failing = new Set<string>()
  for (const step of steps) {
    const node: StepNode = { id: `s${step.seq}`, is: 'step', step, inside: [] }
    const home = step.path === '' ? top : scopeAt(step.path, scopes, owners)?.steps
    ;(home ?? top).push(node)
    owners.set(ownerKey(step.path, step.block, step.visit), node)
    if (isBad(step.status)) markWay(step.path, owners, failing)
  }
  return { top, failing }
}

const isBad = (status: StepStatus) => status === 'failed' || status === 'interrupted'

function markWay(path: string, owners: ReadonlyMap<string, StepNode>, failing: Set<string>): void {
  for (const part of scopeParts(path)) {
    failing.add(`p${part.path}`)
    const owner = owners.get(ownerKey(part.outer, part.block, part.visit))
    if (owner) failing.add(owner.id)
  }
}

const ownerKey = (path: string, block: string, visit: number) => `${path}|${block}|${visit}`

function scopeAt(
  path: string,
  scopes: Map<string, ScopeNode>,
  owners: ReadonlyMap<string, StepNode>,
): ScopeNode | undefined {
  const known = scopes.get(path)
  if (known) return known
  const part = scopeParts(path).at(-1)
  const owner = part && owners.get(ownerKey(part.outer, part.block, part.visit))
  if (!part || !owner) return undefined
  const scope: ScopeNode = { id: `p${path}`, is: 'scope', part, steps: [] }
  scopes.set(path, scope)
  owner.inside.push(scope)
  return scope
}

/** Whether the passes of a block stand in the tree as rows of their own; a single mouth does not. */
const showsScopes = (node: StepNode) => node.inside.some((scope) => scope.part.index !== null)

export type StepRow = {
  id: string
  depth: number
  expandable: boolean
  open: boolean
  place: number
  of: number
} & (
  | { is: 'step'; node: StepNode; status: StepStatus }
  | { is: 'pass'; scope: ScopeNode; status: StepStatus; startedAt: number; durationMs: number | null }
  /** a block that the run did not come to */
  | { is: 'later'; block: string }
)

export type RowOptions = {
  /** what the person opened (true) or closed (false) */
  opened: Readonly<Record<string, boolean>>
  /** to name the blocks that were not reached; only for a run that ended before its end */
  missing?: FlowStructure
}

type Bare = StepRow extends infer R ? (R extends StepRow ? Omit<R, 'place' | 'of'> : never) : never

type Making = RowOptions & { failing: ReadonlySet<string> }

/** The rows in sight, from the top down. Never recurses. */
export function stepRows(tree: StepTree, options: RowOptions): StepRow[] {
  const making = { ...options, failing: tree.failing }
  const rows: StepRow[] = []
  const waiting: StepRow[] = numbered(levelRows(tree.top, null, 0, making)).reverse()
  for (let row = waiting.pop(); row; row = waiting.pop()) {
    rows.push(row)
    if (!row.open) continue
    const inside = numbered(insideOf(row, making))
    for (let i = inside.length - 1; i >= 0; i--) waiting.push(inside[i] as StepRow)
  }
  return rows
}

const numbered = (rows: Bare[]): StepRow[] =>
  rows.map((row, i) => ({ ...row, place: i + 1, of: rows.length }) as StepRow)

function insideOf(row: StepRow, making: Making): Bare[] {
  if (row.is === 'pass') return levelRows(row.scope.steps, row.scope.part, row.depth + 1, making)
  if (row.is === 'later') return []
  const { node } = row
  if (showsScopes(node)) return node.inside.map((scope) => passRow(scope, row.depth + 1, making))
  return node.inside.flatMap((scope) => levelRows(scope.steps, scope.part, row.depth + 1, making))
}

function levelRows(
  nodes: readonly StepNode[],
  scope: ScopePart | null,
  depth: number,
  making: Making,
): Bare[] {
  const rows: Bare[] = nodes.map((node) => stepRow(node, depth, making))
  return making.missing ? [...rows, ...laterRows(nodes, scope, depth, making.missing)] : rows
}

function stepRow(node: StepNode, depth: number, { opened, failing }: Making): Bare {
  const status = asItWent(node.step.status, failing.has(node.id))
  const expandable = node.inside.length > 0
  const open = expandable && (opened[node.id] ?? (failing.has(node.id) && isBad(status)))
  return { is: 'step', id: node.id, node, depth, status, expandable, open } as Bare
}

function passRow(scope: ScopeNode, depth: number, { opened, failing }: Making): Bare {
  const span = spanOf(scope.steps)
  const status = asItWent(span.status, failing.has(scope.id))
  const open = opened[scope.id] ?? (failing.has(scope.id) && isBad(status))
  return { ...span, is: 'pass', id: scope.id, scope, depth, status, expandable: true, open } as Bare
}

/** What was dropped because something inside it failed has failed itself, in a person's eyes. */
const asItWent = (status: StepStatus, holdsFailure: boolean): StepStatus =>
  status === 'dropped' && holdsFailure ? 'failed' : status

/** When a pass began and ended, and how: as bad as the worst of its steps. */
export function spanOf(steps: readonly StepNode[]): {
  status: StepStatus
  startedAt: number
  durationMs: number | null
} {
  const startedAt = Math.min(...steps.map(({ step }) => step.startedAt))
  const ends = steps.map(({ step }) => (step.durationMs === null ? null : step.startedAt + step.durationMs))
  const alive = ends.includes(null)
  const status = WORST.find((each) => steps.some(({ step }) => step.status === each)) ?? 'succeeded'
  return { status, startedAt, durationMs: alive ? null : Math.max(...(ends as number[])) - startedAt }
}

const WORST: readonly StepStatus[] = ['running', 'waiting', 'interrupted', 'dropped', 'failed']

/** Blocks of one level that have no step there, in the file's order. */
function laterRows(
  nodes: readonly StepNode[],
  scope: ScopePart | null,
  depth: number,
  structure: FlowStructure,
): Bare[] {
  const reached = new Set(nodes.map(({ step }) => step.block))
  const rows: Bare[] = []
  for (const [id, place] of structure.places) {
    const { parent, block, shape } = place
    const here =
      scope === null ? parent === null : parent?.block === scope.block && isMouth(parent.mouth, scope)
    if (!here || reached.has(id) || shape === 'hat' || block.options?.disabled) continue
    const row = {
      is: 'later',
      id: `l${scope?.path ?? ''}/${id}`,
      block: id,
      depth,
      expandable: false,
      open: false,
    }
    rows.push(row as Bare)
  }
  return rows
}

/** A loop has one mouth, and its passes are told by their number. */
const isMouth = (mouth: string, scope: ScopePart) => scope.mouth === null || scope.mouth === mouth
