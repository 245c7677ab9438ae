import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FlowEdit, newName, type Variable } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { dropMonitor, renameMonitor } from '../../model/monitor-edits.ts'
import { Button } from '../../ui/button.tsx'
import { Remove } from './controls/list-controls.tsx'
import { VariableNow } from './variable-now.tsx'
import { VariableValue } from './variable-value.tsx'
import { WatchVariable } from './watch-variable.tsx'

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
  const last = useRef<HTMLInputElement>(null)
  const add = () => {
    const name = newName(new Set(variables.map((each) => each.name)), t('variableName'))
    setVariables([...variables, { name, value: '' }])
    requestAnimationFrame(() => last.current?.select())
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
            taken={variables.some((other, at) => at !== i && other.name === variable.name)}
            input={i === variables.length - 1 ? last : undefined}
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

type VariableRowProps = {
  variable: Variable
  others: readonly string[]
  taken: boolean
  input: React.Ref<HTMLInputElement> | undefined
  onChange(variable: Variable): void
  onRemove(): void
}

/** Renaming here leaves expressions as they are: they are named by hand, and their problems say so. */
function VariableRow({ variable, others, input, onChange, onRemove }: VariableRowProps) {
  const { t } = useTranslation('inspector')
  const [typed, setTyped] = useState<string | null>(null)
  const name = (typed ?? variable.name).trim()
  const wrong = typed !== null && (name === '' || others.includes(name))
  const type = (text: string) => {
    setTyped(text)
    const next = text.trim()
    if (next !== '' && !others.includes(next)) onChange({ ...variable, name: next })
  }
  return (
    <div className="row-of row-of-variable">
      <input
        ref={input}
        className={`row-name ${wrong ? 'input-wrong' : ''}`}
        aria-label={t('variableNameOf', { name: variable.name })}
        aria-invalid={wrong || undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed ?? variable.name}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      <VariableValue
        key={others.length}
        variable={variable}
        onChange={(value) => onChange({ ...variable, value })}
      />
      <WatchVariable name={variable.name} />
      <Remove label={t('removeNamed', { name: variable.name })} onClick={onRemove} />
      <VariableNow name={variable.name} />
    </div>
  )
}
