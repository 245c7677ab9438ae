import { useTranslation } from 'react-i18next'
import { isAlive, useRun } from '../../model/run-store.ts'
import { sayToldShort } from '../../ui/value-tree/value-words.ts'

/**
 * What a variable holds in the run that is shown, or held at its end. Not a live region: it may change sixty times a
 * second, and who asks for it hears it.
 */
export function VariableNow({ name }: { name: string }) {
  const { t } = useTranslation('inspector')
  const held = useRun((run) => (Object.hasOwn(run.variables, name) ? run.variables[name] : undefined))
  const alive = useRun(isAlive)
  if (!held) return null
  const words = sayToldShort(held.value, held.whole)
  return (
    <div className="variable-now sm">
      <span className="muted">{t(alive ? 'variableNow' : 'variableLast')}</span>
      <output aria-live="off" aria-label={t('variableHolds', { name })} title={words} dir="auto">
        {words}
      </output>
    </div>
  )
}
