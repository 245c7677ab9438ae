import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/button.tsx'
import { FieldLine } from '../../../ui/input.tsx'
import { setCanvas, useCanvas } from '../canvas-store.ts'
import { canvasArea } from '../drag/drop-places.ts'
import { focusBlock } from '../editing.ts'
import { useOwnScene } from '../use-scene.ts'
import { makeHere } from './make-here.ts'

/** px; the place must not be cut off by the canvas' edge */
const SIZE = { width: 320, height: 150, gap: 8 }

/** Asks, at the first of the chosen blocks, what the My block is to be called. */
export function NameMyBlock() {
  const naming = useCanvas((state) => state.naming)
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
    void makeHere(blocks, name.trim())
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

/** px from the canvas' top left: at the topmost of the blocks. */
function usePlace(blocks: readonly string[]): { left: number; top: number } {
  const own = useOwnScene()
  const { flowToScreenPosition } = useReactFlow()
  const placed = blocks.flatMap((id) => own.layout.blocks.get(id) ?? [])
  const at = flowToScreenPosition({
    x: Math.min(...placed.map(({ x }) => x)) + 16,
    y: Math.min(...placed.map(({ y }) => y)) + 12,
  })
  const area = canvasArea()
  if (!area) return { left: at.x, top: at.y }
  const within = (value: number, size: number, room: number) =>
    Math.max(SIZE.gap, Math.min(value, room - size - SIZE.gap))
  return {
    left: within(at.x - area.left, SIZE.width, area.width),
    top: within(at.y - area.top, SIZE.height, area.height),
  }
}
