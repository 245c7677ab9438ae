import { TriangleAlert } from 'lucide-react'

type Told = { message: string; fix: string; code: string; path?: string; severity: string }

/** The same words as in the list of problems. */
export const FieldProblems = ({ id, problems }: { id: string; problems: readonly Told[] }) => (
  <div id={id} className="field-problems">
    {problems.map((problem) => (
      <div
        key={`${problem.code} ${problem.path}`}
        className={`field-problem ${problem.severity === 'warning' ? 'field-problem-warning' : ''}`}
      >
        <TriangleAlert size={14} aria-hidden />
        <span>
          {problem.message} {problem.fix}
        </span>
      </div>
    ))}
  </div>
)
