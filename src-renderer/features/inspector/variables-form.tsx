import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FlowEdit, newName, type Variable } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { dropMonitor, renameMonitor } from '../../model/monitor-edits.ts'
import { Button } from '../../ui/button.tsx'
import { later } from '../../ui/later.tsx'

/** Comes with the first variable: most flows begin without, and its editor is large. */
const VariableRow = later(async () => (await import('./variable-row.tsx')).VariableRow)

const NO_VARIABLES: readonly Variable[] = []

function setVariables(
  variables: readonly Variable[],
  { group, also = [] }: { group?: string; also?: readonly FlowEdit[] } = {},
): void {
  useFlow
    .getState()
    .apply([{ do: 'set-flow', set: { variables } }, ...also], { ...(group !== undefined && { group }) })
}

/** What watches a variable by its old name watches it by its new one. */
function monitorEdits(from: string, to?: string): FlowEdit[] {
  const { document } = useFlow.getState()
  if (!document) return []
  return to === undefined ? dropMonitor(document, from) : renameMonitor(document, from, to)
}

/** The flow's variables and what they begin with. */
export function VariablesForm() {
  const { t } = useTranslation('inspector')
  const variables = useFlow((flow) => flow.document?.variables) ?? NO_VARIABLES
  const [added, setAdded] = useState<number | null>(null)
  const add = () => {
    const name = newName(new Set(variables.map((each) => each.name)), t('variableName'))
    setVariables([...variables, { name, value: '' }])
    setAdded(variables.length)
  }
  return (
    <section className="panel-section" aria-labelledby="flow-variables">
      <h3 id="flow-variables">{t('variablesTitle')}</h3>
      <p className="sm muted panel-hint">{t('variablesHelp')}</p>
      <div className="rows">
        {variables.map((variable, i) => (
          <VariableRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its name is typed
            key={i}
            variable={variable}
            waiting={<div className="row-of-waiting" />}
            isNew={added === i}
            onShown={() => setAdded(null)}
            others={variables.filter((_, at) => at !== i).map((each) => each.name)}
            onChange={(next) =>
              setVariables(variables.with(i, next), {
                group: `variable ${i}`,
                also: monitorEdits(variable.name, next.name),
              })
            }
            onRemove={() => setVariables(variables.toSpliced(i, 1), { also: monitorEdits(variable.name) })}
          />
        ))}
        <Button kind="line" size="small" icon={<Plus size={13} aria-hidden />} onClick={add}>
          {t('addVariable')}
        </Button>
      </div>
    </section>
  )
}
