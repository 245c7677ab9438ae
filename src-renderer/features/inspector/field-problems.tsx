import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSecrets } from '../../model/secrets-store.ts'
import { Button } from '../../ui/button.tsx'

type Told = { message: string; fix: string; code: string; path?: string; severity: string; secret?: string }

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
          {problem.message} {problem.secret === undefined && problem.fix}
          {problem.secret !== undefined && <SetSecret name={problem.secret} />}
        </span>
      </div>
    ))}
  </div>
)

/** Set in place: nobody has to leave the flow for it. */
function SetSecret({ name }: { name: string }) {
  const { t } = useTranslation('inspector')
  const ask = useSecrets((state) => state.ask)
  return (
    <Button kind="line" size="small" className="field-mend" onClick={() => ask({ name, fixed: true })}>
      {t('setSecret', { name })}
    </Button>
  )
}
