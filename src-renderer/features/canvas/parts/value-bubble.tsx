import type { TFunction } from 'i18next'
import { Play } from 'lucide-react'
import { type ComponentProps, memo, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isList, isObject } from '#shared/block'
import type { FlowStructure, Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { useFlowPreview } from '../../../model/preview-store.ts'
import { isAlive, useRun } from '../../../model/run-store.ts'
import { onlyBlock, useSelection } from '../../../model/selection-store.ts'
import { Button } from '../../../ui/button.tsx'
import { kindOfValue, sayValueShort } from '../../../ui/value-tree/value-words.ts'
import { useCanvas } from '../canvas-store.ts'
import { effectWithin } from '../effect-within.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'
import { type BlockRun, useBlockRun } from '../use-block-run.ts'
import { useFoldRun, useFoldRunner } from '../use-fold-run.ts'
import { type Fresh, useFresh } from '../use-fresh.ts'
import { useInSight } from './in-sight.ts'

/** Last values beside blocks: what `say` and `log` said stays, any other is one hover or one click away. */
export const ValueBubbles = ({ stack: { blocks, x, y } }: { stack: PlacedStack }) =>
  blocks.map((placed) => {
    const Shown = placed.hides ? FoldBubble : ValueBubble
    return <Shown key={placed.hanging.block.id} placed={placed} stackX={x} stackY={y} />
  })

/** Where its stack lies, and not the stack: while a field of one block is typed into, the others stay as they are. */
type BubbleProps = { placed: PlacedBlock; stackX: number; stackY: number }

/** Beside a folded block: which of those inside failed; why, the panel below and the block itself tell. */
const FoldBubble = memo(function FoldBubble({ placed, ...stack }: BubbleProps) {
  const { t } = useTranslation('canvas')
  const run = useFoldRun(placed)
  const runner = useFoldRunner(placed)
  const name = useFlow((flow) => flow.document?.blocks.find(({ id }) => id === runner)?.name)
  const ghost = useCanvas((state) => state.ghosts?.has(placed.hanging.block.id) === true)
  const state = run?.state
  if (ghost || name === undefined || (state !== 'failed' && state !== 'interrupted')) return null
  const failed = t(`${state}Inside`, { block: name })
  return <Bubble {...{ placed, ...stack, shown: { failed } }} />
})

const ValueBubble = memo(function ValueBubble({ placed, ...stack }: BubbleProps) {
  const { block } = placed.hanging
  const run = useBlockRun(block.id)
  const fresh = useFresh(block.id)
  const hovered = useCanvas((state) => state.hovered === block.id && state.drag === null)
  const ghost = useCanvas((state) => state.ghosts?.has(block.id) === true)
  const chosen = useSelection((state) => onlyBlock(state) === block.id)
  const busy = useCanvas((state) => state.drag !== null || state.editing !== null)
  const asks = useRun((state) => state.summary?.asks?.some((one) => one.block === block.id) === true)
  if (ghost || asks) return null
  if (chosen && !busy) return <ChosenBubble {...{ placed, ...stack, run, fresh }} />
  const said = run?.lastLog !== undefined && block.type.startsWith('say/')
  const shown = hovered || said ? newestOf(run, fresh, said) : undefined
  return shown && <Bubble {...{ placed, ...stack, shown }} />
})

type Shown = { value?: Json; failed?: string; from?: 'alone' | 'fresh' | 'pin' }

/** What was worked out or tried since the run is newer than what the run says. */
function newestOf(run: BlockRun | undefined, fresh: Fresh | undefined, said: boolean): Shown | undefined {
  if (fresh?.error) return { failed: fresh.error.message }
  if (fresh) return fresh.value === undefined ? undefined : { value: fresh.value, from: fresh.how }
  if (!run) return undefined
  if (run.error !== undefined && run.state !== 'done') return { failed: run.error.message }
  const value = said ? run.lastLog : run.lastOutput
  return value === undefined ? undefined : { value }
}

type BubbleOf = BubbleProps & { shown?: Shown; children?: ReactNode }

function Bubble({ placed, stackX, stackY, shown, children }: BubbleOf) {
  const { t } = useTranslation('canvas')
  const { below, parent } = placed.hanging
  const under = below === undefined && parent?.out !== undefined && placed.depth === 0
  const place =
    under || (!parent && below === undefined)
      ? { insetInlineStart: placed.x - stackX + 12, top: placed.y - stackY + placed.height + 20 }
      : {
          insetInlineStart: placed.x - stackX + placed.width + 20,
          top: placed.y - stackY + placed.face.row / 2 - 18,
        }
  const { ref, outside, most } = useInSight(children !== undefined, children ? 260 : 180)
  const covering = {
    insetInlineStart: 12 + placed.x - stackX,
    top: placed.y - stackY + placed.face.row + 4,
  }
  const side = outside || place.insetInlineStart <= placed.x - stackX + 20 ? 'under' : 'beside'
  const failed = shown?.failed !== undefined
  return (
    <div
      ref={ref}
      className={`value-bubble ${side}${failed ? ' failed' : ''}${children === undefined ? '' : ' with-buttons'}`}
      style={outside ? covering : { ...place, maxWidth: most }}
      role="note"
    >
      {shown && <span className="value">{failed ? shown.failed : inShort(shown.value as Json)}</span>}
      {shown && !failed && <span className="kind">{sayKind(shown.value as Json, t)}</span>}
      {shown?.from && <span className="kind">{t(`try.${shown.from}`)}</span>}
      {children}
    </div>
  )
}

type ChosenProps = BubbleProps & { run: BlockRun | undefined; fresh: Fresh | undefined }

/** Beside the one block that is chosen: its value, and a button that runs it alone. What only computes runs at once. */
function ChosenBubble({ placed, run, fresh, ...stack }: ChosenProps) {
  const { t } = useTranslation('canvas')
  const { block, form } = placed.hanging
  const { trying, asking, ask, tryBlock } = useFlowPreview()
  const structure = useFlow((flow) => flow.structure)
  const wrong = useFlow((flow) =>
    flow.problems.some(({ block: of, severity }) => of === block.id && severity === 'error'),
  )
  const alive = useRun(isAlive)
  const effect = useMemo(
    () => (structure ? effectWithin(structure, block.id) : 'write'),
    [structure, block.id],
  )
  const shown = newestOf(run, fresh, run?.lastLog !== undefined && block.type.startsWith('say/'))
  const can = form.shape !== 'hat' && form.shape !== 'cap' && !wrong && !alive && !block.options?.disabled
  const document = useFlow((flow) => flow.document)
  const triedFor = useRef<unknown>(null)
  // alone it would know no item of the loop around it; what a pass gives is worked out with the whole flow
  const known = run !== undefined || !isInForEach(structure, block.id)
  const atOnce = can && known && effect === 'pure' && !shown && fresh === undefined && trying === null
  useEffect(() => {
    if (!atOnce || triedFor.current === document) return
    triedFor.current = document
    void tryBlock(block.id, { quiet: true })
  }, [atOnce, tryBlock, block.id, document])
  if (trying === block.id && effect !== 'pure')
    return (
      <Bubble {...{ placed, ...stack }}>
        <span className="muted">{t('try.runs')}</span>
      </Bubble>
    )
  if (asking === block.id && can)
    return (
      <Bubble {...{ placed, ...stack }}>
        <div className="try-question">
          <p>{t('try.asks')}</p>
          <div className="row try-answers">
            <TryButton autoFocus kind="line" onClick={() => void tryBlock(block.id)}>
              {t('try.yes')}
            </TryButton>
            <TryButton onClick={() => ask(null)}>{t('try.no')}</TryButton>
          </div>
        </div>
      </Bubble>
    )
  const offers = can && effect !== 'pure'
  if (!shown && !offers) return null
  return (
    <Bubble {...{ placed, ...stack, shown }}>
      {offers && (
        <TryButton
          icon={<Play size={13} aria-hidden />}
          onClick={() => (effect === 'write' ? ask(block.id) : void tryBlock(block.id))}
        >
          {t('try.run')}
        </TryButton>
      )}
    </Bubble>
  )
}

function isInForEach(structure: FlowStructure | null, id: string): boolean {
  const seen = new Set<string>()
  for (let at = structure?.places.get(id)?.parent; at && !seen.has(at.block); ) {
    seen.add(at.block)
    const place = structure?.places.get(at.block)
    if (place?.block.type === 'control/for-each') return true
    at = place?.parent ?? null
  }
  return false
}

/** A press here is for the button, not for the canvas below. */
const TryButton = (props: ComponentProps<typeof Button>) => (
  <Button
    size="small"
    {...props}
    className="nopan nodrag"
    onPointerDown={(event) => event.stopPropagation()}
  />
)

/** A list says how long it is. */
export const sayKind = (value: Json, t: TFunction<'canvas'>) =>
  isList(value) ? sayValueShort(value) : t(`kind.${kindOfValue(value)}`)

const SHOWN = 80

/** A value in one short line: what is in it comes by name where it has one. */
export function inShort(value: Json): string {
  const text = say(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text
}

function say(value: Json): string {
  if (typeof value === 'string') return value
  if (isList(value))
    return `${value
      .slice(0, 3)
      .map((each) => nameOf(each) ?? sayInside(each))
      .join(', ')}${value.length > 3 ? ', …' : ''}`
  if (!isObject(value)) return JSON.stringify(value)
  const entries = Object.entries(value)
  const shown = entries.slice(0, 4).map(([key, each]) => `${key}: ${sayInside(each)}`)
  return `${shown.join(', ')}${entries.length > 4 ? ', …' : ''}`
}

/** A value inside another one. */
function sayInside(value: Json): string {
  if (isList(value)) return sayValueShort(value)
  if (isObject(value)) return nameOf(value) ?? sayValueShort(value)
  return say(value)
}

function nameOf(value: Json): string | undefined {
  const { name, title } = isObject(value) ? value : {}
  return [name, title].find((one) => typeof one === 'string' && one !== '') as string | undefined
}
