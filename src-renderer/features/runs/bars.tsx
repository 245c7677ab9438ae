import type { Category } from '#shared/block'
import type { Bar } from './lanes.ts'

/** Bars on a line of time, in the colour of a block; what failed and what goes on now have their own. */
export const Bars = ({ bars, category }: { bars: readonly Bar[]; category: Category }) => (
  <svg className={`bars-line cat-${category}`} width="100%" height="16" aria-hidden="true">
    {bars.map((bar) => (
      <rect
        key={`${bar.from} ${bar.status}`}
        className={`bar bar-${bar.status}`}
        x={`${bar.from}%`}
        y="3"
        width={`${bar.width}%`}
        height="10"
        rx="2"
      />
    ))}
  </svg>
)
