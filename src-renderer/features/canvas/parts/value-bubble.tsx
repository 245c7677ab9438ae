import type { TFunction } from 'i18next'
import { Play } from 'lucide-react'
import { type ComponentProps, memo, type ReactNode, type Ref, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isList, isObject, withDefaults } from '#shared/block'
import type { Block, FlowStructure, Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { useFlowPreview } from '../../../model/preview-store.ts'
import { isAlive, useRun } from '../../../model/run-store.ts'
import { onlyBlock, useSelection } from '../../../model/selection-store.ts'
import { catalog } from '../../../ui/block-art/known-blocks.ts'
import { Button } from '../../../ui/button.tsx'
import { kindOfValue, sayValueShort } from '../../../ui/value-tree/value-words.ts'
import { useCanvas } from '../canvas-store.ts'
import { effectWithin } from '../effect-within.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'
import { type BlockRun, useBlockRun } from '../use-block-run.ts'
import { useFoldRun, useFoldRunner } from '../use-fold-run.ts'
import { type Fresh, useFresh } from '../use-fresh.ts'
import { useRestingPlace, useSeenPlace } from './use-bubble-place.ts'

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
  const shown = hovered || said ? newestOf(block, run, fresh, said) : undefined
  if (!shown) return null
  const Shows = hovered ? SeenBubble : Bubble
  return <Shows {...{ placed, ...stack, shown }} />
})

type Shown = {
  value?: Json
  failed?: string
  /** it was tried, and nothing had arrived that it could have worked on */
  nothing?: true
  from?: 'alone' | 'fresh' | 'pin'
}

/** What was worked out or tried since the run is newer than what the run says. */
function newestOf(
  block: Block,
  run: BlockRun | undefined,
  fresh: Fresh | undefined,
  said: boolean,
): Shown | undefined {
  if (fresh?.error)
    return !run && isEmptyHanded(block, fresh) ? { nothing: true } : { failed: fresh.error.message }
  if (fresh) return fresh.value === undefined ? undefined : { value: fresh.value, from: fresh.how }
  if (!run) return undefined
  if (run.error !== undefined && run.state !== 'done') return { failed: run.error.message }
  const value = said ? run.lastLog : run.lastOutput
  return value === undefined ? undefined : { value }
}

/** No mistake of anybody: it reads what arrives, and nothing ever did. */
const isEmptyHanded = ({ config, type }: Block, { input }: Fresh): boolean => {
  const fields = catalog.get(type)?.fields ?? {}
  const reads = JSON.stringify(withDefaults({ fields }, config)).includes('{{')
  return reads && (input === undefined || input === null)
}

type BubbleOf = BubbleProps & { shown?: Shown; children?: ReactNode }

/** One that is always there, as what `say` said: it keeps to its place. */
function Bubble({ placed, stackX, stackY, shown }: BubbleOf) {
  // a question that comes now may be asked where this stands
  useRun((run) => run.summary?.asks?.length ?? 0)
  const ref = useRestingPlace({ placed, stack: { x: stackX, y: stackY }, least: 180 })
  return <Words {...{ ref, shown }} />
}

/** One that is looked at now: it stays in sight, and covers no block where there is room beside it. */
function SeenBubble({ placed, stackX, stackY, shown, children }: BubbleOf) {
  const of = { placed, stack: { x: stackX, y: stackY }, least: 180 }
  const ref = useSeenPlace(of, '.question-bubble, .hat-failure')
  return <Words {...{ ref, shown }}>{children}</Words>
}

type WordsProps = Pick<BubbleOf, 'shown' | 'children'> & { ref: Ref<HTMLDivElement> }

function Words({ ref, shown, children }: WordsProps) {
  const { t } = useTranslation('canvas')
  const { value, failed, nothing, from } = shown ?? {}
  const says = failed === undefined && !nothing && shown !== undefined
  return (
    <div
      ref={ref}
      className={`value-bubble${failed === undefined ? '' : ' failed'}${children === undefined ? '' : ' with-buttons'}`}
      role="note"
    >
      {failed !== undefined && (
        <span className="value" dir="auto">
          {failed}
        </span>
      )}
      {nothing && <span className="value muted words">{t('try.nothing')}</span>}
      {says && (
        <span className="value" dir="auto">
          {inShort(value as Json) || '""'}
        </span>
      )}
      {says && <span className="kind">{sayKind(value as Json, t)}</span>}
      {from && <span className="kind">{t(`try.${from}`)}</span>}
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
  const shown = newestOf(block, run, fresh, run?.lastLog !== undefined && block.type.startsWith('say/'))
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
      <SeenBubble {...{ placed, ...stack }}>
        <span className="muted">{t('try.runs')}</span>
      </SeenBubble>
    )
  if (asking === block.id && can)
    return (
      <SeenBubble {...{ placed, ...stack }}>
        <div className="try-question">
          <p>{t('try.asks')}</p>
          <div className="row try-answers">
            <TryButton autoFocus kind="line" onClick={() => void tryBlock(block.id)}>
              {t('try.yes')}
            </TryButton>
            <TryButton onClick={() => ask(null)}>{t('try.no')}</TryButton>
          </div>
        </div>
      </SeenBubble>
    )
  const offers = can && effect !== 'pure'
  if (!shown && !offers) return null
  return (
    <SeenBubble {...{ placed, ...stack, shown }}>
      {offers && (
        <TryButton
          icon={<Play size={13} aria-hidden />}
          onClick={() => (effect === 'write' ? ask(block.id) : void tryBlock(block.id))}
        >
          {t('try.run')}
        </TryButton>
      )}
    </SeenBubble>
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
