import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSelection } from '../../../model/selection-store.ts'
import { Button } from '../../../ui/button.tsx'
import { FieldLine } from '../../../ui/input.tsx'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { canvasArea } from '../drag/drop-places.ts'
import { focusBlock } from '../editing.ts'
import { beside } from '../geometry/beside.ts'
import { useOwnScene } from '../use-scene.ts'
import { fetchMaker, makeNamed } from './ask-for-name.ts'

/** px; the place must not be cut off by the canvas' edge */
const SIZE = { width: 320, height: 150, gap: 8 }

/** Asks, beside the chosen blocks, what the My block is to be called. */
export function NameMyBlock() {
  const naming = useCanvas((state) => state.naming)
  const mayAsk = useSelection((selection) => selection.blocks.size > 0)
  useEffect(() => {
    if (mayAsk) fetchMaker()
  }, [mayAsk])
  return naming && <NameForm blocks={naming} />
}

function NameForm({ blocks }: { blocks: readonly string[] }) {
  const { t } = useTranslation('canvas')
  const [name, setName] = useState('')
  const place = usePlace(blocks)
  const close = () => setCanvas({ naming: null })
  const leave = () => {
    close()
    if (blocks[0] !== undefined) focusBlock(blocks[0])
  }
  const make = () => {
    if (name.trim() === '') return
    close()
    makeNamed(blocks, name.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') leave()
  }
  return (
    <div
      className="quick-add nopan nowheel"
      role="dialog"
      aria-label={t('myBlock.title')}
      style={place}
      onKeyDown={onKeyDown}
    >
      <form
        className="my-block-form"
        onSubmit={(event) => {
          event.preventDefault()
          make()
        }}
      >
        <FieldLine
          autoFocus
          label={t('myBlock.name')}
          placeholder={t('myBlock.example')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="my-block-foot">
          <Button kind="line" onClick={leave}>
            {t('myBlock.cancel')}
          </Button>
          <Button kind="main" type="submit" disabled={name.trim() === ''}>
            {t('myBlock.make')}
          </Button>
        </div>
      </form>
    </div>
  )
}

/** px from the canvas' top left: beside the blocks, which stay in sight. */
function usePlace(blocks: readonly string[]): { left: number; top: number } {
  const own = useOwnScene()
  const { flowToScreenPosition } = useReactFlow()
  const placed = blocks.flatMap((id) => own.layout.blocks.get(id) ?? [])
  const one = flowToScreenPosition({
    x: Math.min(...placed.map(({ x }) => x)),
    y: Math.min(...placed.map(({ y }) => y)),
  })
  const other = flowToScreenPosition({
    x: Math.max(...placed.map(({ x, width }) => x + width)),
    y: Math.max(...placed.map(({ y, height }) => y + height)),
  })
  const area = canvasArea()
  if (!area) return { left: one.x, top: other.y }
  const edges = {
    left: Math.min(one.x, other.x) - area.left,
    right: Math.max(one.x, other.x) - area.left,
    top: one.y - area.top,
    bottom: other.y - area.top,
  }
  return beside(edges, SIZE, area, SIZE.gap)
}
