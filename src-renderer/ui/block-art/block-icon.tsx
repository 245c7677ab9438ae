import { type SVGProps, useId } from 'react'
import type { Colour } from './colour.ts'
import { catalog, drawingOf } from './known-blocks.ts'

/** Every block's own `icon.svg` (24 grid, lines only, currentColor), taken in when the studio is built. */
const FILES = import.meta.glob<string>('../../../blocks/*/*/icon.svg', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const INSIDE = new Map<string, string>()
for (const [path, svg] of Object.entries(FILES)) {
  const type = path.split('/').slice(-3, -1).join('/')
  INSIDE.set(type, svg.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>[\s\S]*$/, ''))
}

/** Lucide "puzzle" (ISC), for My blocks, and for a block whose package is not here. */
const PUZZLE =
  '<path d="M15.39 4.39a1 1 0 0 0 1.68-.474 2.5 2.5 0 1 1 3.014 3.015 1 1 0 0 0-.474 1.68l1.683 1.682a2.414 2.414 0 0 1 0 3.414L19.61 15.39a1 1 0 0 1-1.68-.474 2.5 2.5 0 1 0-3.014 3.015 1 1 0 0 1 .474 1.68l-1.683 1.682a2.414 2.414 0 0 1-3.414 0L8.61 19.61a1 1 0 0 0-1.68.474 2.5 2.5 0 1 1-3.014-3.015 1 1 0 0 0 .474-1.68l-1.683-1.682a2.414 2.414 0 0 1 0-3.414L4.39 8.61a1 1 0 0 1 1.68.474 2.5 2.5 0 1 0 3.014-3.015 1 1 0 0 1-.474-1.68l1.683-1.682a2.414 2.414 0 0 1 3.414 0z"/>'

/** Lucide paths (ISC) for a type that brings no icon of its own. */
const BY_CATEGORY: Readonly<Record<Colour, string>> = {
  my: PUZZLE,
  start:
    '<path d="M4 22V4a1 1 0 0 1 .4-.8A6 6 0 0 1 8 2c3 0 5 2 7.3 2q2 0 3.1-.8A1 1 0 0 1 20 4v10a1 1 0 0 1-.4.8A6 6 0 0 1 16 16c-3 0-5-2-8-2a6 6 0 0 0-4 1.5"/>',
  control:
    '<rect width="8" height="8" x="3" y="3" rx="2"/><path d="M7 11v4a2 2 0 0 0 2 2h4"/><rect width="8" height="8" x="13" y="13" rx="2"/>',
  say: '<path d="M7.9 20A9 9 0 1 0 4 16.1L2 22Z"/>',
  data: '<path d="M8 21s-4-3-4-9 4-9 4-9"/><path d="M16 3s4 3 4 9-4 9-4 9"/><path d="m15 9-6 6"/><path d="m9 9 6 6"/>',
  files:
    '<path d="M20 20a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.9a2 2 0 0 1-1.69-.9L9.6 3.9A2 2 0 0 0 7.93 3H4a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2Z"/>',
  web: '<circle cx="12" cy="12" r="10"/><path d="M12 2a14.5 14.5 0 0 0 0 20 14.5 14.5 0 0 0 0-20"/><path d="M2 12h20"/>',
  database:
    '<ellipse cx="12" cy="5" rx="9" ry="3"/><path d="M3 5V19A9 3 0 0 0 21 19V5"/><path d="M3 12A9 3 0 0 0 21 12"/>',
  messages: '<path d="M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z"/>',
  computer:
    '<rect width="20" height="14" x="2" y="3" rx="2"/><line x1="8" x2="16" y1="21" y2="21"/><line x1="12" x2="12" y1="17" y2="21"/>',
  ai: '<path d="M9.937 15.5A2 2 0 0 0 8.5 14.063l-6.135-1.582a.5.5 0 0 1 0-.962L8.5 9.936A2 2 0 0 0 9.937 8.5l1.582-6.135a.5.5 0 0 1 .963 0L14.063 8.5A2 2 0 0 0 15.5 9.937l6.135 1.581a.5.5 0 0 1 0 .964L15.5 14.063a2 2 0 0 0-1.437 1.437l-1.582 6.135a.5.5 0 0 1-.963 0z"/>',
}

const insideOf = (type: string, category: Colour) =>
  (category === 'my' ? PUZZLE : INSIDE.get(type)) ??
  (type !== '' && !catalog.has(type) ? PUZZLE : BY_CATEGORY[category])

type BlockIconProps = { type: string; category: Colour; size?: number; x?: number; y?: number }

/** The icon of a block type. Stands in a panel, or (with x and y) inside another SVG. */
export function BlockIcon({ type, category, size = 16, x, y }: BlockIconProps) {
  const drawing = drawingOf(type)
  const middle = x === undefined || y === undefined ? undefined : `${x + size / 2}px ${y + size / 2}px`
  const place = {
    ...{ className: 'block-icon', x, y, width: size, height: size, viewBox: '0 0 24 24' },
    // within a mirrored drawing it is turned back in its place
    style: middle === undefined ? undefined : { transformOrigin: middle },
  }
  if (drawing !== undefined) return <Drawing {...place} drawing={drawing} />
  return (
    <svg
      {...place}
      aria-hidden="true"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: our own icon files, fixed when the studio is built
      dangerouslySetInnerHTML={{ __html: insideOf(type, category) }}
    />
  )
}

/** A drawing from outside: a picture through which the colour of our own icons is seen. */
function Drawing({ drawing, ...place }: SVGProps<SVGSVGElement> & { drawing: string }) {
  const mask = useId()
  return (
    <svg {...place} aria-hidden="true">
      <mask id={mask} style={{ maskType: 'alpha' }}>
        <image href={drawing} width={24} height={24} />
      </mask>
      <rect width={24} height={24} fill="currentColor" stroke="none" mask={`url(#${mask})`} />
    </svg>
  )
}

/** The icon of a whole category. */
export const CategoryIcon = ({ category, size = 16 }: { category: Colour; size?: number }) => (
  <BlockIcon type="" category={category} size={size} />
)
