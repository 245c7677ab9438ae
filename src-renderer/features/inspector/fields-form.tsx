import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { counts, type Field } from '#shared/block'
import { FieldProblems } from './field-problems.tsx'
import { FieldRow } from './field-row.tsx'
import { HAT_PANELS } from './hats/hat-parts.ts'
import { hasLimits, LIMITS, LimitsSentence } from './hats/limits-sentence.tsx'
import { useInspected } from './inspector-context.ts'

/** A form from the block's declaration; fields that are seldom needed are folded away. */
export function FieldsForm() {
  const { t } = useTranslation('inspector')
  const { block, declaration, problems } = useInspected()
  const limited = declaration.shape === 'hat' && hasLimits(declaration.fields, block.config)
  const { fields } = declaration
  const all = Object.entries(fields).filter(
    ([name, field]) =>
      counts(fields, field, block.config) || problems.some(({ path }) => fieldIn(path) === name),
  )
  const lines = limited ? all.filter(([name]) => !isLimit(name)) : all
  const plain = lines.filter(([, field]) => !field.advanced)
  const advanced = lines.filter(([, field]) => field.advanced)
  const Panel = HAT_PANELS[declaration.type]
  const shown = new Set(Object.keys(fields))
  const elsewhere = problems.filter(({ path }) => !shown.has(fieldIn(path)) && !path?.startsWith('options.'))
  return (
    <div className="panel-section form-fields">
      {elsewhere.length > 0 && <FieldProblems id="block-wrong" problems={elsewhere} />}
      {Object.keys(fields).length === 0 && <p className="muted">{t('noFields')}</p>}
      {plain.map(([name, field], i) => (
        <FieldRow key={name} name={name} field={field} first={i === 0} />
      ))}
      {Panel && <Panel key={block.id} />}
      {limited && <LimitsSentence key={`${block.id} limits`} />}
      {advanced.length > 0 && <Advanced fields={advanced} open={plain.length === 0} />}
    </div>
  )
}

const isLimit = (name: string): boolean => (LIMITS as readonly string[]).includes(name)
const fieldIn = (path = ''): string => /^config\.([^.[]+)/.exec(path)?.[1] ?? ''

function Advanced({ fields, open: begins }: { fields: [string, Field][]; open: boolean }) {
  const { t } = useTranslation('inspector')
  const { problems } = useInspected()
  const [opened, setOpened] = useState(begins)
  const wrong = problems.some(({ path }) => fields.some(([name]) => name === fieldIn(path)))
  const open = opened || wrong
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <>
      <button
        type="button"
        className="fields-more label"
        aria-expanded={open}
        onClick={() => setOpened(!open)}
      >
        <Icon size={14} aria-hidden />
        {t('moreFields')}
      </button>
      {open &&
        fields.map(([name, field], i) => (
          <FieldRow key={name} name={name} field={field} first={begins && i === 0} />
        ))}
    </>
  )
}
