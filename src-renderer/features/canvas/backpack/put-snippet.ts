import { checkCatalogOf } from '#shared/block'
import type { Joint } from '#shared/flow'
import type { Snippet } from '#shared/snippet'
import { jointHere, type Where } from '../../../model/add-block.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { onlyBlock, useSelection } from '../../../model/selection-store.ts'
import { catalog } from '../../../ui/block-art/known-blocks.ts'
import { allowsFrom } from '../allowed.ts'
import { takeSnippet } from '../drag/take-snippet.ts'
import { pastePlace, type Sight } from '../geometry/clip.ts'
import { type SnapTarget, sameTarget } from '../geometry/snapping.ts'
import { renew } from '../use-clipboard.ts'
import type { OwnScene } from '../use-scene.ts'
import { routesOf } from '../wire-routes.ts'

/**
 * Puts a copy of a snippet in without a mouse: where a new block would come to hang, if it fits there; else loose, in
 * sight and beside what was put there before. One undo step. Its head is chosen and gets the keyboard.
 */
export function putSnippet(own: OwnScene, snippet: Snippet, where: Where, sight: Sight): void {
  const { document, structure, apply } = useFlow.getState()
  if (!document || !structure) return
  const around = { document, sceneOf: own.sceneOf, allows: allowsFrom(document), routesOf }
  const taken = takeSnippet(snippet, renew, around)
  if (!taken) return
  const { session, was } = taken
  const chosen = onlyBlock(useSelection.getState())
  const joint = jointHere(structure, checkCatalogOf(catalog), chosen, where)
  const wanted = joint && targetOf(joint)
  session.aim(session.fitting().find((target) => sameTarget(target, wanted)) ?? null)
  const [dx, dy] = pastePlace(document, snippet, { sight })
  apply(session.dropAt(was[0] + dx, was[1] + dy))
  useSelection.getState().reveal(session.lifted.first, { focus: true })
}

const targetOf = ({ to: id, out }: Joint): SnapTarget =>
  out === 'next' ? { join: 'below', id } : { join: 'mouth', id, mouth: out }
