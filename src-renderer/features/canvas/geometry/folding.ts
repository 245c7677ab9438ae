import { type Foldable, foldsOver } from '../../../model/folds.ts'
import { chainFrom, type Hanging, type HangingFlow, withAllBelow, withInside } from './hanging.ts'

/**
 * Whether a block is drawn for others as well. A collapsed C-block stands for what is in its mouths, any other
 * one for all that hangs below it. With nothing to stand for, it is an ordinary block.
 */
export const isFolded = ({ block, form, below, inside }: Hanging): boolean =>
  block.collapsed === true && (form.mouths.length > 0 ? Object.keys(inside).length > 0 : below !== undefined)

/** Whether a block is drawn for the rest of its stack. */
export const foldsBelow = (hanging: Hanging): boolean => isFolded(hanging) && hanging.form.mouths.length === 0

/** The blocks a folded block is drawn for, in reading order, folded ones among them included. */
export function hiddenIn(flow: HangingFlow, id: string): string[] {
  const hanging = flow.blocks.get(id)
  if (!hanging || !isFolded(hanging)) return []
  return (foldsBelow(hanging) ? withAllBelow(flow, id) : withInside(flow, id)).slice(1)
}

/** The folded blocks that must be opened for a block to be seen, outermost first. */
export function foldsAround(flow: HangingFlow, id: string): string[] {
  const parent = flow.blocks.get(id)?.parent
  return parent ? foldsOver(foldableIn(flow), parent) : []
}

/** A flow as `foldsOver` asks for it. */
export const foldableIn =
  ({ blocks }: HangingFlow) =>
  (id: string): Foldable | undefined => {
    const at = blocks.get(id)
    return at && { collapsed: at.block.collapsed === true, mouths: at.form.mouths, hangsBy: at.parent }
  }

/** The block that is drawn for this one: itself, or the outermost that it is folded into. */
export const shownFor = (flow: HangingFlow, id: string): string => foldsAround(flow, id)[0] ?? id

/** What is meant by blocks of which some are folded: those inside go along. In reading order, each once. */
export const withFolded = (flow: HangingFlow, ids: Iterable<string>): string[] => [
  ...new Set([...ids].flatMap((id) => [id, ...hiddenIn(flow, id)])),
]

/** The chain that starts with `id` as far as it is drawn: it ends with a block that stands for the rest. */
export function drawnChain(flow: HangingFlow, id: string | undefined): string[] {
  const chain = chainFrom(flow, id)
  const fold = chain.findIndex((each) => foldsBelow(flow.blocks.get(each) as Hanging))
  return fold < 0 ? chain : chain.slice(0, fold + 1)
}

/** The last block of the chain a block hangs in: where something joins on that is snapped below a folded stack. */
export const lastBelow = (flow: HangingFlow, id: string): string => chainFrom(flow, id).at(-1) ?? id

/** `id`, what is inside it and all that hangs below, as far as it is drawn, in reading order. */
export const drawnBelow = (flow: HangingFlow, id: string | undefined): string[] =>
  drawnChain(flow, id).flatMap((each) => {
    const hanging = flow.blocks.get(each) as Hanging
    if (isFolded(hanging)) return [each]
    return [each, ...hanging.form.mouths.flatMap((mouth) => drawnBelow(flow, hanging.inside[mouth]))]
  })
