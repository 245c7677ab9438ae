import { CircleQuestionMark } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockDeclaration } from '#shared/block'
import type { Where } from '../../model/add-block.ts'
import { useHelp } from '../../model/help-store.ts'
import { useSettings } from '../../model/settings-store.ts'
import { BlockPicture } from '../../ui/block-art/block-picture.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { usePaletteDrag } from './use-palette-drag.ts'

/** Blocks in the palette are a little smaller than on the canvas. */
const SCALE = 0.84
/** px of the panel beside a block: the rail, the room at both sides of the shelf */
const BESIDE = 94
/** px for a menu that always stands there */
const MENU = 28

type PaletteItemProps = {
  declaration: BlockDeclaration
  onAdd(type: string, where: Where): void
  /** stands in the place of the help */
  menu?: ReactNode
}

/** One block as it will look; its picture gives the name. Dragged onto the canvas, or added by Enter or a double click. */
export function PaletteItem({ declaration, onAdd, menu }: PaletteItemProps) {
  const { t } = useTranslation('palette')
  const { type, title, summary } = declaration
  const about = useId()
  const panel = useSettings((settings) => settings.panels.palette)
  const room = panel - BESIDE - (menu ? MENU : 0)
  const place = useRef<HTMLLIElement>(null)
  const drag = usePaletteDrag(type)
  return (
    <li ref={place} className="palette-place">
      <Tooltip text={summary} side="right" anchor={place}>
        <button
          type="button"
          className="palette-item"
          aria-describedby={about}
          data-block-type={type}
          onDoubleClick={() => onAdd(type, 'below')}
          onKeyDown={(event) => press(event, (where) => onAdd(type, where))}
          {...drag}
        >
          <BlockPicture type={type} scale={SCALE} room={room} />
        </button>
      </Tooltip>
      {menu ?? (
        <IconButton
          size="small"
          className="palette-help"
          // by keyboard it is F1 on the block itself
          tabIndex={-1}
          label={t('help', { title })}
          keys="F1"
          icon={<CircleQuestionMark size={15} />}
          onClick={() => useHelp.getState().open(type)}
        />
      )}
      <span id={about} hidden>
        {t('item', { summary })}
      </span>
    </li>
  )
}

/** Enter adds below, with Shift inside; the arrow keys walk from block to block. */
function press(event: KeyboardEvent<HTMLElement>, add: (where: Where) => void): void {
  if (event.key === 'Enter') add(event.shiftKey ? 'inside' : 'below')
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const items = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('.palette-item') ?? [])]
  const next = items[items.indexOf(event.currentTarget) + step]
  event.preventDefault()
  next?.focus()
}
