import { memo } from 'react'
import type { Problem } from '#shared/error'
import type { Block } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { useSelection } from '../../../model/selection-store.ts'
import { MEASURE } from '../../../ui/block-art/measures.ts'
import { kindOf, outputsOf } from '../block-kinds.ts'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedBlock } from '../geometry/layout.ts'
import { type Dot as DotAt, dotsOf, inPort } from '../geometry/ports.ts'
import type { BlockRun } from '../use-block-run.ts'
import { useFoldRun } from '../use-fold-run.ts'
import { useIsStale } from '../use-fresh.ts'
import { useJoins } from '../use-scene.ts'
import { outlineOf } from './block-view.tsx'
import { useHatMark } from './hat-state.tsx'
import { StateMark } from './state-mark.tsx'

type MarksProps = { placed: PlacedBlock; stackX: number; stackY: number; mini: boolean; zoom: number }

/** What lies above all blocks of a stack: rings, dots and sockets, and the selvage on the left. */
export const BlockMarks = memo(function BlockMarks(props: MarksProps) {
  const { placed, stackX, stackY } = props
  const { block } = placed.hanging
  const ghost = useCanvas((state) => state.ghosts?.has(block.id) === true)
  const run = useFoldRun(placed)
  if (ghost) return null
  return (
    <g className={`cat-${kindOf(block).category}`} transform={`translate(${-stackX} ${-stackY})`}>
      <Rings placed={placed} run={run} />
      <Dots placed={placed} mini={props.mini} zoom={props.zoom} />
      <Selvage {...props} run={run} />
    </g>
  )
})

function Rings({ placed, run }: { placed: PlacedBlock; run: BlockRun | undefined }) {
  const { id } = placed.hanging.block
  const selected = useSelection((state) => state.blocks.has(id))
  const hovered = useCanvas((state) => state.hovered === id || state.wireDrag?.over === id)
  const focused = useCanvas((state) => state.focused === id)
  const failed = run?.state === 'failed' || run?.state === 'interrupted'
  const look = selected
    ? 'selected'
    : run?.state === 'running'
      ? 'running'
      : failed
        ? 'failed'
        : hovered
          ? 'hover'
          : ''
  if (!look && !focused) return null
  const d = outlineOf(placed)
  const at = `translate(${placed.x} ${placed.y})`
  return (
    <>
      {look && <path className="ring gap" d={d} transform={at} />}
      {look && <path className={`ring ${look}`} d={d} transform={at} />}
      {focused && (
        <rect
          className="ring focus"
          x={placed.x - 4}
          y={placed.y - 4}
          width={placed.width + 8}
          height={placed.height + 8}
          rx={6}
        />
      )}
    </>
  )
}

/**
 * Dots show when wired, hovered, selected or focused; sockets when wired or when a wire looks for one. In the overview
 * only where somebody is, and larger, so that they can be taken.
 */
function Dots({ placed, mini, zoom }: Pick<MarksProps, 'placed' | 'mini' | 'zoom'>) {
  const { block } = placed.hanging
  const near = useCanvas((state) => state.hovered === block.id || state.focused === block.id)
  const selected = useSelection((state) => state.blocks.has(block.id))
  const joins = useJoins()
  const wired = joins.wiredOuts.get(block.id) ?? []
  const wiredIn = joins.wiredIns.has(block.id)
  const seeking = useCanvas((state) => state.wireDrag !== null && state.wireDrag.from !== block.id)
  const isHat = placed.hanging.form.shape === 'hat'
  const [x, y] = inPort(placed)
  const outs = dotsOf(joins.flow, placed, outputsOf, wired).filter(
    (dot) =>
      near || selected || (!mini && wired.some(({ from, out }) => from === dot.block && out === dot.out)),
  )
  return (
    <>
      {!isHat && ((wiredIn && !mini) || seeking) && (
        <path className="socket" d={`M${x + 0.5} ${y - 6}a6 6 0 0 0 0 12Z`} data-socket={block.id} />
      )}
      {outs.map((dot) => (
        <Dot
          key={`${dot.block} ${dot.out}`}
          dot={dot}
          shown={block.id}
          scale={scaleOf(mini, zoom)}
          title={outTitle(joins.flow.blocks.get(dot.block)?.block, dot)}
        />
      ))}
    </>
  )
}

/** What leaves by a dot that is not the usual one. */
const outTitle = (block: Block | undefined, { out, kind }: DotAt): string | undefined =>
  !block || out === 'next' || kind === 'error' ? undefined : kindOf(block).declaration?.outputs[out]?.title

/** `data-port`: whose output it is, and which one; `data-on`: the block at which it is drawn. */
function Dot({ dot, shown, title, scale }: DotProps) {
  const { x, y } = dot
  return (
    <g
      className="port"
      data-port={`${dot.block} ${dot.out}`}
      data-on={shown}
      transform={`translate(${x} ${y}) scale(${scale})`}
    >
      {title && <title>{`${dot.out}: ${title}`}</title>}
      <circle className="port-reach" r={12} />
      {dot.kind === 'error' ? (
        <path className="error-dot" d="M0 -6.5l6.5 6.5l-6.5 6.5l-6.5 -6.5Z" />
      ) : (
        <circle className="dot" r={MEASURE.dot} />
      )}
    </g>
  )
}

type DotProps = { dot: DotAt; shown: string; title: string | undefined; scale: number }

/** In the overview a mark shrinks only half as much as its block. */
const scaleOf = (mini: boolean, zoom: number): number => (mini ? 1 / (2 * zoom) + 0.5 : 1)

/** From the block outwards: state at -17, count ending at -32. In the overview only marks, at screen size. Above a wire that arrives. */
function Selvage({ placed, stackX, mini, zoom, run }: MarksProps & { run: BlockRun | undefined }) {
  const disabled = placed.hanging.block.options?.disabled === true
  const wiredIn = useJoins().wiredIns.has(placed.hanging.block.id)
  const hat = useHatMark(placed.hanging)
  const wrong = useFlow((state) => hasProblem(state.problems, placed))
  const old = useIsStale(placed.hanging.block.id)
  const mark = disabled ? 'disabled' : markOf({ hat, run: run?.state, old, wrong })
  if (!mark) return null
  const loud = LOUD.has(mark)
  if (mini && !loud) return null
  const scale = scaleOf(mini, zoom)
  const lift = wiredIn && placed.depth === 0 ? 15 : 0
  const y = placed.y + placed.face.row / 2 - lift
  return (
    <g transform={`translate(${stackX} ${y}) scale(${scale})`}>
      <StateMark state={mark} />
      {!mini && lift === 0 && run && run.count > 0 && (
        <text className="count" x={-32} y={4} textAnchor="end">
          {shortCount(run.count)}
        </text>
      )}
    </g>
  )
}

type Standings = { hat: string | undefined; run: string | undefined; old: boolean; wrong: boolean }

/** One mark a block: a trigger that does not work, then how its run went, then what is wrong with it. */
function markOf({ hat, run, old, wrong }: Standings): string | undefined {
  if (hat === 'unarmed') return hat
  if (old) return 'stale'
  return run ?? (wrong ? 'problem' : hat)
}

/** What is seen from far away too. */
const LOUD: ReadonlySet<string> = new Set(['running', 'failed', 'interrupted', 'unarmed'])

const hasProblem = (problems: readonly Problem[], { hanging, hides = [] }: PlacedBlock): boolean =>
  problems.some(
    ({ block, severity }) =>
      severity === 'error' && block !== undefined && (block === hanging.block.id || hides.includes(block)),
  )

/** Counts from 1,000 read 1.2k. */
export const shortCount = (count: number): string =>
  count < 1000 ? String(count) : count < 1_000_000 ? `${trim(count / 1000)}k` : `${trim(count / 1_000_000)}M`

const trim = (value: number): string =>
  value < 10 ? (Math.floor(value * 10) / 10).toString() : String(Math.floor(value))
