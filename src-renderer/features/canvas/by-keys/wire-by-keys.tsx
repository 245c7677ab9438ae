import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../../../model/flow-store.ts'
import { outputsOf } from '../block-kinds.ts'
import { setCanvas } from '../canvas-store.ts'
import { addWire, canJoin } from '../drag/use-wire-drag.ts'
import { focusBlock } from '../editing.ts'
import { foldsBelow, lastBelow } from '../geometry/folding.ts'
import { inPort } from '../geometry/ports.ts'
import { sentenceInWords } from '../use-reading.ts'
import { type OwnScene, useOwnScene } from '../use-scene.ts'
import { KeysBar } from './keys-bar.tsx'

/** A wire from a block by keys: up and down choose where it leads, left and right which output it leaves. */
export function WireByKeys({ id }: { id: string }) {
  const { t } = useTranslation('canvas')
  const own = useOwnScene()
  const [ways] = useState(() => waysFrom(own, id))
  const [side, setSide] = useState(0)
  const [at, setAt] = useState(0)
  const ended = useRef(false)
  const way = ways[side]
  const to = way?.targets[Math.min(at, way.targets.length - 1)]
  useEffect(() => {
    const placed = to === undefined ? undefined : own.layout.blocks.get(to)
    if (way && placed && to !== undefined)
      setCanvas({ wireDrag: { from: way.from, out: way.out, at: inPort(placed), over: to } })
  }, [own, way, to])
  const end = (make: boolean) => {
    if (ended.current) return
    ended.current = true
    setCanvas({ wireDrag: null, byKeys: null })
    if (make && way && to !== undefined)
      useFlow.getState().apply([addWire({ from: way.from, out: way.out, to })])
    requestAnimationFrame(() => focusBlock(id))
  }
  const placed = own.layout.blocks.get(id)
  const goal = to === undefined ? undefined : own.layout.blocks.get(to)
  const count = way?.targets.length ?? 0
  const turn = (value: number, step: number, of: number) => (of > 0 ? (value + step + of) % of : 0)
  return (
    <KeysBar
      title={t('byKeys.wiring', {
        out: way ? t(`byKeys.out.${way.out}`, { defaultValue: way.out }) : '',
        block: placed ? sentenceInWords(placed) : '',
      })}
      place={
        goal
          ? t('byKeys.wireTo', {
              block: sentenceInWords(goal),
              place: Math.min(at, count - 1) + 1,
              of: count,
            })
          : t('byKeys.nowhere')
      }
      keys={t(ways.length > 1 ? 'byKeys.wireKeysOut' : 'byKeys.wireKeys')}
      onStep={(step) => setAt(turn(Math.min(at, count - 1), step, count))}
      onSide={(step) => {
        setSide(turn(side, step, ways.length))
        setAt(0)
      }}
      onEnd={(which) => setAt(which === 'first' ? 0 : count - 1)}
      onDone={() => end(true)}
      onCancel={() => end(false)}
    />
  )
}

type Way = { from: string; out: string; targets: string[] }

/** Each output with the blocks a wire from it may lead to, in reading order. From a folded stack it leaves its end. */
function waysFrom(own: OwnScene, id: string): Way[] {
  const hanging = own.flow.blocks.get(id)
  const from = hanging && foldsBelow(hanging) ? lastBelow(own.flow, id) : id
  const block = own.flow.blocks.get(from)?.block
  if (!block) return []
  const drawn = own.layout.stacks.flatMap((stack) => stack.blocks.map((placed) => placed.hanging.block.id))
  return outputsOf(block)
    .map((out) => ({ from, out, targets: drawn.filter((to) => to !== id && canJoin({ from, out, to })) }))
    .filter(({ targets }) => targets.length > 0)
}
