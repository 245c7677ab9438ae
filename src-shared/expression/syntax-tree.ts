/** Any node of acorn's tree, as a walk sees it. */
export type TreeNode = { type: string; start: number; end: number; [key: string]: unknown }

export const isNode = (value: unknown): value is TreeNode =>
  typeof value === 'object' && value !== null && typeof (value as TreeNode).type === 'string'

/** Calls `visit` for every node, parents first, with the way down from the top. */
export function walkTree(top: TreeNode, visit: (node: TreeNode, parents: readonly TreeNode[]) => void): void {
  const parents: TreeNode[] = []
  const step = (node: TreeNode): void => {
    visit(node, parents)
    parents.push(node)
    for (const key in node) {
      const child = node[key]
      if (Array.isArray(child)) {
        for (const one of child) if (isNode(one)) step(one)
      } else if (isNode(child)) step(child)
    }
    parents.pop()
  }
  step(top)
}
