import { useStore } from '@xyflow/react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TriggerState } from '#shared/contract'
import type { Block } from '#shared/flow'
import { client } from '../../../link/client.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { attempt, whileBusy } from '../../../model/notice-store.ts'
import { useRun } from '../../../model/run-store.ts'
import { onlyBlock, useSelection } from '../../../model/selection-store.ts'
import { triggerOf, useTriggers } from '../../../model/trigger-store.ts'
import { Button } from '../../../ui/button.tsx'
import { capital } from '../../../ui/say-time.ts'
import { sayAway, sayStanding } from '../../../ui/trigger/say-trigger.ts'
import { TriggerIcon } from '../../../ui/trigger/trigger-mark.tsx'
import { useClock } from '../../../ui/use-clock.ts'
import { useCanvas } from '../canvas-store.ts'
import { readingSight } from '../canvas-view.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'
import './hat-state.css'

/** Right of a hat's curve: what its trigger does. Beside it, where it does not work: why, and the way out. */
export function HatState({ stack }: { stack: PlacedStack }) {
  const [head] = stack.blocks
  if (!head || !mayFire(head.hanging.block)) return null
  return <Standing placed={head} stack={stack} />
}

const mayFire = ({ type, options }: Block): boolean =>
  type.startsWith('start/') && type !== 'start/manual' && type !== 'start/called' && !options?.disabled

type Hanging = PlacedBlock['hanging']

/** The trigger that a block of the open flow is; undefined where it is no hat, or not on. */
export function useHatTrigger({ block, form }: Hanging): TriggerState | undefined {
  const flowId = useFlow((flow) => (form.shape === 'hat' ? flow.id : null))
  return useTriggers((state) => (flowId === null ? undefined : triggerOf(flowId, block.id)(state)))
}

/** The same as a mark for the selvage. */
export function useHatMark(hanging: Hanging): string | undefined {
  const state = useHatTrigger(hanging)?.state
  return state && MARKS[state]
}

const MARKS: Readonly<Record<TriggerState['state'], string>> = {
  armed: 'armed',
  failed: 'unarmed',
  paused: 'resting',
  stopped: 'resting',
  off: 'disabled',
  elsewhere: 'disabled',
}

type StandingProps = { placed: PlacedBlock; stack: PlacedStack }

function Standing({ placed, stack }: StandingProps) {
  const { t } = useTranslation('triggers')
  const { id } = placed.hanging.block
  const trigger = useHatTrigger(placed.hanging)
  const isOn = useFlow((flow) => flow.onVersion !== null)
  const hidden = useCanvas((state) => state.ghosts?.has(id) === true || state.drag !== null)
  if (hidden || !isOn) return null
  const place = { insetInlineStart: placed.x - stack.x + 108, top: placed.y - stack.y - 24 }
  if (!trigger)
    return (
      <div className="hat-state" style={place}>
        {capital(t('hat.notYet'))}
      </div>
    )
  return (
    <>
      <Caption trigger={trigger} place={place} />
      {trigger.error && <Failure trigger={trigger} placed={placed} stack={stack} />}
    </>
  )
}

type Place = { insetInlineStart: number; top: number }

/** What is said here is part of what the block itself is called, so it is not read twice. */
function Caption({ trigger, place }: { trigger: TriggerState; place: Place }) {
  const { t } = useTranslation('triggers')
  const now = useClock(10_000)
  const words = trigger.state === 'failed' ? t('state.failed') : sayStanding(trigger, now)
  return (
    <div className={`hat-state hat-state-${trigger.state}`} style={place} aria-hidden>
      <TriggerIcon trigger={trigger} size={14} />
      {capital(words)}
    </div>
  )
}

type FailureProps = StandingProps & { trigger: TriggerState }

function Failure({ trigger, placed, stack }: FailureProps) {
  const { t } = useTranslation('triggers')
  const now = useClock(1000)
  const { side, place } = useRoomBeside(placed, stack)
  const stepsBack = useAnotherSpeaks(placed, stack)
  const { flowId: flow, block, blockName: name, error, retryAt } = trigger
  if (!error || stepsBack) return null
  const again = () =>
    attempt(() => whileBusy(t('app:busy.switchOn', { name }), client.triggers.enable({ flow, block })))
  return (
    <div
      className={`value-bubble ${side} hat-failure nopan nodrag nowheel`}
      style={place}
      role="alert"
      // presses here are for the button, not for the canvas below
      onPointerDown={(event) => event.stopPropagation()}
    >
      <b>{error.message}</b>
      {error.fix && <p>{error.fix}</p>}
      <div className="row">
        <span className="grow sm muted num" aria-live="off">
          {retryAt !== null && t('triedAgain', { when: sayAway(Math.max(retryAt, now), now) })}
        </span>
        <Button size="small" kind="line" onClick={again}>
          {t('tryNow')}
        </Button>
      </div>
    </div>
  )
}

/** Canvas units that the words may reach down from the top of the hat, under its row. */
const REACH = 220

/**
 * A block just below the hat that is chosen, or asks something, speaks where the words would stand: what is asked for
 * now goes first. The mark and the word beside the hat still say that it does not work.
 */
function useAnotherSpeaks(hat: PlacedBlock, stack: PlacedStack): boolean {
  const near = useMemo(
    () =>
      new Set(
        stack.blocks
          .filter((placed) => placed !== hat && placed.y - hat.y < REACH)
          .map(({ hanging }) => hanging.block.id),
      ),
    [hat, stack],
  )
  const chosen = useSelection((state) => near.has(onlyBlock(state) ?? ''))
  const asks = useRun((state) => state.summary?.asks?.some(({ block }) => near.has(block)) === true)
  return chosen || asks
}

/** px on the screen that the words take */
const WORDS_WIDE = 360

/** Right of the hat; where the canvas ends before that, under its row, over what it starts. */
function useRoomBeside(placed: PlacedBlock, stack: PlacedStack) {
  const right = placed.x + placed.width + 20
  const fits = useStore(
    ({ transform: [x, y, zoom], width }) =>
      right * zoom + readingSight({ x, y, zoom }, width).x + WORDS_WIDE <= width,
  )
  const left = placed.x - stack.x
  const top = placed.y - stack.y
  return fits
    ? {
        side: 'beside',
        place: { insetInlineStart: left + placed.width + 20, top: top + placed.face.row / 2 - 18 },
      }
    : { side: 'under', place: { insetInlineStart: left + 12, top: top + placed.face.row + 20 } }
}
