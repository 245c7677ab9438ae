import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Problem } from '#shared/error'
import './problem-list.css'

type ProblemListProps = {
  problems: readonly Problem[]
  /** a block's name by its id */
  nameOf(block: string): string | undefined
  /** goes to the block a problem is about */
  onJump(block: string): void
  /** what mends a problem at once, beside its line */
  mend?(problem: Problem): ReactNode
}

/** Everything that is wrong; each line leads to its block. */
export const ProblemList = ({ problems, nameOf, onJump, mend }: ProblemListProps) => (
  <ul className="problem-list">
    {problems.map((problem, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity of their own
      <li key={i}>
        <ProblemLine
          problem={problem}
          name={problem.block && nameOf(problem.block)}
          onJump={onJump}
          mended={Boolean(mend?.(problem))}
        />
        {mend?.(problem)}
      </li>
    ))}
  </ul>
)

type LineProps = {
  problem: Problem
  name?: string
  onJump(block: string): void
  /** what to do stands beside it, as a button */
  mended: boolean
}

function ProblemLine({ problem, name, onJump, mended }: LineProps) {
  const { block, severity, message, fix } = problem
  const words = (
    <>
      <TriangleAlert size={14} aria-hidden className={severity === 'error' ? 'danger' : 'warn'} />
      <span>
        {name && <b>{name}: </b>}
        {message} {!mended && <span className="muted">{fix}</span>}
      </span>
    </>
  )
  if (block === undefined) return <div className="problem-line">{words}</div>
  return (
    <button type="button" className="problem-line problem-jump" onClick={() => onJump(block)}>
      {words}
    </button>
  )
}
