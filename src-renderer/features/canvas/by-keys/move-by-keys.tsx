import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../../../model/flow-store.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { allowsFrom } from '../allowed.ts'
import { setCanvas, showDrag } from '../canvas-store.ts'
import { useCanvasView } from '../canvas-view.ts'
import { liftFromCanvas } from '../drag/drag-session.ts'
import { putBack } from '../drag/hold.ts'
import { focusBlock } from '../editing.ts'
import type { Hanging } from '../geometry/hanging.ts'
import type { SnapTarget } from '../geometry/snapping.ts'
import { sentenceInWords } from '../use-reading.ts'
import { useOwnScene } from '../use-scene.ts'
import { moveIntoSight } from '../use-show-focus.ts'
import { routesOf } from '../wire-routes.ts'
import { describePlace } from './describe-place.ts'
import { KeysBar } from './keys-bar.tsx'

/** A block in no pointer's hand: arrows take it through the places where it fits, Enter drops, Escape puts it back. */
export function MoveByKeys({ id, alone }: { id: string; alone: boolean }) {
  const { t } = useTranslation('canvas')
  const own = useOwnScene()
  const [move] = useState(() => startMove(own, id, alone))
  const [at, setAt] = useState(move?.start ?? -1)
  const ended = useRef(false)
  const showInSight = useShowInSight()
  // biome-ignore lint/correctness/useExhaustiveDependencies: shown anew for each place
  useEffect(() => {
    if (!move) return
    move.session.aim(move.targets[at] ?? null)
    showDrag(move.session)
    const placed = move.session.preview?.scene.layout.blocks.get(id)
    if (placed) showInSight(placed)
  }, [at])
  const end = (drop: boolean) => {
    if (ended.current) return
    ended.current = true
    putBack()
    setCanvas({ byKeys: null })
    const changed = move && drop && at >= 0 && at !== move.start
    if (changed) useFlow.getState().apply(move.session.dropAt(0, 0))
    useSelection.getState().select([id])
    // once it is drawn as itself again
    requestAnimationFrame(() => focusBlock(id))
  }
  const count = move?.targets.length ?? 0
  const placed = own.layout.blocks.get(id)
  const target = move?.targets[at]
  const words = () => {
    if (count === 0) return t('byKeys.nowhere')
    if (!move || !target) return t('byKeys.choose')
    if (target.join !== 'wire') return describePlace(move.session.sceneAt(target), id, t)
    const end = (of: string) => {
      const block = own.layout.blocks.get(of)
      return block ? sentenceInWords(block) : ''
    }
    return t('byKeys.onWire', { from: end(target.link.from), to: end(target.link.to) })
  }
  return (
    <KeysBar
      title={t('byKeys.moving', { block: placed ? sentenceInWords(placed) : '' })}
      place={words()}
      keys={t('byKeys.moveKeys')}
      onStep={(step) => count > 0 && setAt(at < 0 ? (step > 0 ? 0 : count - 1) : (at + step + count) % count)}
      onEnd={(to) => count > 0 && setAt(to === 'first' ? 0 : count - 1)}
      onDone={() => end(true)}
      onCancel={() => end(false)}
    />
  )
}

function startMove(own: ReturnType<typeof useOwnScene>, id: string, alone: boolean) {
  const { document } = useFlow.getState()
  const hanging = own.flow.blocks.get(id)
  if (!document || !hanging) return null
  const session = liftFromCanvas(id, alone, {
    ...{ document, scene: own, sceneOf: own.sceneOf, allows: allowsFrom(document), routesOf },
  })
  const targets = session.fitting()
  return { session, targets, start: targets.findIndex((target) => isWhere(target, hanging)) }
}

/** Whether a place is the one the block hangs at. */
const isWhere = (target: SnapTarget, { parent }: Hanging): boolean =>
  parent?.id === target.id &&
  (target.join === 'mouth' ? target.mouth === parent.out : target.join === 'below' && parent.out === 'next')

function useShowInSight() {
  const { getSight, setSight, getSize } = useCanvasView()
  return (placed: { x: number; y: number }) => {
    const { x, y, zoom } = getSight()
    const { width, height } = getSize()
    const row = { left: x + placed.x * zoom, top: y + placed.y * zoom }
    const [dx, dy] = moveIntoSight(row, { left: 0, top: 0, right: width, bottom: height - 48 })
    if (dx !== 0 || dy !== 0) setSight({ x: x + dx, y: y + dy, zoom })
  }
}
