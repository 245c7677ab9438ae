import type { TFunction } from 'i18next'
import { useFlow } from '../../model/flow-store.ts'
import { sayStanding } from '../../ui/trigger/say-trigger.ts'
import { kindOf } from './block-kinds.ts'
import type { PlacedBlock } from './geometry/layout.ts'
import { whereabouts } from './geometry/walking.ts'
import { useHatTrigger } from './parts/hat-state.tsx'
import { useFoldRun, useFoldRunner } from './use-fold-run.ts'
import { useIsStale } from './use-fresh.ts'
import { useJoins } from './use-scene.ts'

/** The words of a block's row with its values: "move item to Sorted/". */
export function sentenceInWords(placed: PlacedBlock): string {
  const items = placed.hides ? placed.face.items.slice(0, -1) : placed.face.items
  const words = items.map((item) => {
    if (item.is === 'word') return item.text
    if (item.is === 'chip') return item.piece.text
    return item.pieces.map((piece) => piece.text).join(' ')
  })
  return words.filter((word) => word !== '').join(' ')
}

/** What a screen reader hears: "wait 5 seconds, inside repeat, 2 of 3, failed". */
export function useReading(placed: PlacedBlock, t: TFunction<'canvas'>): string {
  const joins = useJoins()
  const { block } = placed.hanging
  const state = useFoldRun(placed)?.state
  const runner = useFoldRunner(placed)
  const wrong = useFlow((flow) =>
    flow.problems.some(
      ({ block: at, severity }) =>
        severity === 'error' && at !== undefined && (at === block.id || placed.hides?.includes(at)),
    ),
  )
  const old = useIsStale(block.id)
  const trigger = useHatTrigger(placed.hanging)
  const { holder, place, of } = whereabouts(joins.flow, block.id)
  const around = holder === undefined ? undefined : joins.flow.blocks.get(holder)?.block
  const inside = runner === block.id ? undefined : joins.flow.blocks.get(runner ?? '')?.block
  const parts = [
    sentenceInWords(placed),
    placed.hides && t('collapsed', { count: placed.hides.length }),
    around && t('inside', { holder: kindOf(around).declaration?.title ?? around.name }),
    of > 1 && t('placeOf', { place, of }),
    block.options?.disabled && t('disabled'),
    state &&
      (inside
        ? t('stateInside', { block: inside.name, state: t(`state.${state}`) })
        : t(old ? 'state.stale' : `state.${state}`)),
    wrong && t('hasProblem'),
    trigger && sayStanding(trigger, Date.now()),
  ]
  return parts.filter(Boolean).join(', ')
}
