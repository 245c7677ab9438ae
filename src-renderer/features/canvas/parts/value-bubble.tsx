import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { useRun } from '../../../model/run-store.ts'
import { useCanvas } from '../canvas-store.ts'
import type { PlacedBlock, PlacedStack } from '../geometry/layout.ts'
import { useBlockRun } from '../use-block-run.ts'

/** Last values beside blocks: what `say` and `log` said stays, any other is one hover away. */
export const ValueBubbles = ({ stack }: { stack: PlacedStack }) =>
  stack.blocks.map((placed) => <ValueBubble key={placed.hanging.block.id} placed={placed} stack={stack} />)

function ValueBubble({ placed, stack }: { placed: PlacedBlock; stack: PlacedStack }) {
  const { t } = useTranslation('canvas')
  const { block, below, parent } = placed.hanging
  const run = useBlockRun(block.id)
  const hovered = useCanvas((state) => state.hovered === block.id && state.drag === null)
  const ghost = useCanvas((state) => state.ghosts?.has(block.id) === true)
  const said = run?.lastLog !== undefined && block.type.startsWith('say/')
  const asks = useRun((state) => state.summary?.asks?.some((one) => one.block === block.id) === true)
  if (!run || ghost || asks || !(hovered || said)) return null
  const failed = run.error !== undefined && run.state !== 'done'
  const value = said ? (run.lastLog as string) : run.lastOutput
  if (!failed && value === undefined) return null
  const under = below === undefined && parent?.out !== undefined && placed.depth === 0
  const place =
    under || (!parent && below === undefined)
      ? { left: placed.x - stack.x + 12, top: placed.y - stack.y + placed.height + 20 }
      : { left: placed.x - stack.x + placed.width + 20, top: placed.y - stack.y + placed.face.row / 2 - 18 }
  const side = 'left' in place && place.left > placed.x - stack.x + 20 ? 'beside' : 'under'
  return (
    <div className={`value-bubble ${side}${failed ? ' failed' : ''}`} style={place} role="note">
      <span className="value">{failed ? run.error?.message : inShort(value as Json)}</span>
      {!failed && <span className="kind">{t(`kind.${kindOfValue(value as Json)}`)}</span>}
    </div>
  )
}

export function kindOfValue(value: Json): 'text' | 'number' | 'yesNo' | 'nothing' | 'list' | 'object' {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'yesNo' : 'object'
}

const SHOWN = 80

/** A value in one short line. */
export function inShort(value: Json): string {
  const text = typeof value === 'string' ? value : preview(value, 2)
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text
}

function preview(value: Json, depth: number): string {
  if (Array.isArray(value))
    return depth === 0
      ? `[${value.length}]`
      : `[${value
          .slice(0, 3)
          .map((each) => preview(each, depth - 1))
          .join(', ')}${value.length > 3 ? `, … ${value.length}` : ''}]`
  if (typeof value === 'object' && value !== null) {
    const keys = Object.entries(value)
    const shown = keys.slice(0, 4).map(([key, each]) => `${key}: ${preview(each, depth - 1)}`)
    return depth === 0 ? '{…}' : `{${shown.join(', ')}${keys.length > 4 ? ', …' : ''}}`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
