import { attempt, tellError } from '../../../model/notice-store.ts'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { focusBlock } from '../editing.ts'

/** What makes My blocks comes with a script of its own. */
const maker = () => import('./make-here.ts')

/** Has it here before it is asked for. What fails then is said when it is. */
export const fetchMaker = (): void => void maker().catch(() => {})

/**
 * Asks for a name where the blocks stand, at once: what is typed next is the name. Where they cannot be a My block, it
 * says why instead.
 */
export function askForName(blocks: readonly string[]): void {
  setCanvas({ naming: blocks })
  const refuse = (error: unknown) => {
    if (useCanvas.getState().naming !== blocks) return
    setCanvas({ naming: null })
    if (blocks[0] !== undefined) focusBlock(blocks[0])
    tellError(error)
  }
  maker()
    .then(({ checkBlocks }) => checkBlocks(blocks))
    .catch(refuse)
}

/** Makes a My block of them, in their place. */
export const makeNamed = (blocks: readonly string[], name: string): void =>
  attempt(async () => (await maker()).makeHere(blocks, name))
