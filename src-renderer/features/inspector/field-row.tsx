import { ArrowRight, Braces, ChevronLeft, ChevronRight, TriangleAlert } from 'lucide-react'
import { type ComponentType, type DragEvent, useCallback, useEffect, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Field, FieldKind } from '#shared/block'
import type { Json } from '#shared/flow'
import { IconButton } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { PATH_TYPE } from '../../ui/value-tree/value-tree.tsx'
import { ChoiceControl, DurationControl, YesNoControl } from './controls/choice-controls.tsx'
import { ConditionControl, conditionOf } from './controls/condition-control.tsx'
import type { ControlProps } from './controls/control.ts'
import { ListControl, MapControl, ValueControl } from './controls/list-controls.tsx'
import { TextControl } from './controls/text-control.tsx'
import { VariableControl } from './controls/variable-control.tsx'
import { hasExpression } from './field-text.ts'
import { useInsertTarget } from './insert-target.ts'
import { useInspected } from './inspector-context.ts'
import { useCommit } from './use-field.ts'
import { type Preview, usePreview } from './use-preview.ts'

const CONTROLS: Partial<Record<FieldKind, ComponentType<ControlProps>>> = {
  duration: DurationControl,
  'yes-no': YesNoControl,
  condition: ConditionControl,
  choice: ChoiceControl,
  list: ListControl,
  map: MapControl,
  variable: VariableControl,
}

type FieldRowProps = { name: string; field: Field; first: boolean }

/** A field of the block: its name, the control of its kind, what it gives, what is wrong with it. */
export function FieldRow({ name, field, first }: FieldRowProps) {
  const { block, problems } = useInspected()
  const id = useId()
  const value = block.config[name]
  const { begin, commit } = useCommit(block.id, name)
  const [editing, setEditing] = useState(false)
  const [coded, setCoded] = useState<boolean | null>(null)
  const own = problems.filter((problem) => isAbout(problem.path, name))
  const form = formOf(field, value, coded)
  const Control = form === 'fixed' ? (CONTROLS[field.kind] ?? TextControl) : TextControl
  const isValue = field.kind === 'value' && !field.raw
  // A built condition has no text of its own to be edited: what it gives is always shown.
  const built = field.kind === 'condition' && form === 'fixed'
  const preview = usePreview(value, name, field, editing || built)
  const control: ControlProps = {
    ...{ field, name, value, id, first, onChange: commit, wrong: own.some(isError) },
    describedBy: own.length > 0 ? `${id}-wrong` : field.help ? `${id}-help` : undefined,
    onEditing: setEditing,
  }
  const boxed = !isValue && Control === TextControl
  const grouped = form === 'fixed' && MANY.has(field.kind)
  const beside = field.kind === 'yes-no' && form === 'fixed'
  const help = field.kind === 'duration' && form === 'fixed' ? undefined : field.help
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only looks where the keyboard is
    <div
      className={`form-field ${beside ? 'form-field-beside' : ''}`}
      data-field={name}
      onFocus={() => !editing && begin()}
      {...useDropOnFixed(field, form === 'fixed' && TWO_FORMED.has(field.kind), commit)}
    >
      <div className="field-head">
        {grouped ? (
          <span className="label grow" id={`${id}-label`}>
            {field.title}
          </span>
        ) : (
          <label className="label grow" htmlFor={id}>
            {field.title}
          </label>
        )}
        <ExpressionSwitch
          field={field}
          editing={editing}
          value={value}
          form={form}
          onSwitch={(on) => {
            setCoded(on)
            // Builders read a condition back; any other control has to begin anew.
            if (!on && field.kind !== 'condition' && hasExpression(value)) commit(undefined)
          }}
        />
        {beside && <Control {...control} />}
      </div>
      {boxed && (
        <div className={`field-box ${control.wrong ? 'field-box-wrong' : ''}`}>
          <TextControl {...control} />
          <ResultLine preview={preview} />
        </div>
      )}
      {isValue && <ValueField control={control} preview={preview} />}
      {grouped && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw its own box
        <div role="group" aria-labelledby={`${id}-label`}>
          <Control {...control} />
        </div>
      )}
      {!boxed && !isValue && !beside && !grouped && <Control {...control} />}
      {built && preview.is !== 'none' && <ResultBox preview={preview} />}
      {own.length > 0 && <FieldProblems id={`${id}-wrong`} problems={own} />}
      {help && (
        <p id={`${id}-help`} className="field-help sm muted">
          {help}
        </p>
      )}
    </div>
  )
}

/** A value dropped on, or picked for, a control that holds no text takes the place of what it held. */
function useDropOnFixed(field: Field, on: boolean, commit: (value: Json) => void) {
  const wanted = on && field.kind !== 'condition'
  const insert = useCallback((code: string) => commit(`{{ ${code} }}`), [commit])
  const target = useMemo(() => ({ title: field.title, insert }), [field.title, insert])
  useEffect(
    () => () => {
      if (useInsertTarget.getState().target === target) useInsertTarget.getState().setTarget(null)
    },
    [target],
  )
  if (!wanted) return {}
  return {
    onFocusCapture: () => useInsertTarget.getState().setTarget(target),
    onDragOver: (event: DragEvent) => event.dataTransfer.types.includes(PATH_TYPE) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      // a text inside, such as an item of the list, takes it itself
      if (event.defaultPrevented) return
      event.preventDefault()
      insert(event.dataTransfer.getData(PATH_TYPE))
    },
  }
}

function ValueField({ control, preview }: { control: ControlProps; preview: Preview }) {
  return (
    <div className="value-field">
      <ValueControl {...control} />
      {preview.is !== 'none' && <ResultBox preview={preview} />}
    </div>
  )
}

const ResultBox = ({ preview }: { preview: Preview }) => (
  <div className="field-box field-box-result">
    <ResultLine preview={preview} />
  </div>
)

const isError = ({ severity }: { severity: string }) => severity === 'error'

/** Problems of a field name it, or a place inside it. */
const isAbout = (path: string | undefined, name: string) =>
  path === `config.${name}` || path?.startsWith(`config.${name}.`) || path?.startsWith(`config.${name}[`)

type Form = 'fixed' | 'expression'
/** Controls of many parts: the field's title names them all. */
const MANY: ReadonlySet<FieldKind> = new Set(['list', 'map', 'condition'])
/** Kinds with a control of their own that can also hold an expression. */
const TWO_FORMED: ReadonlySet<FieldKind> = new Set([
  'duration',
  'yes-no',
  'condition',
  'choice',
  'list',
  'map',
])

/** @param coded what the person chose; null before they did */
function formOf(field: Field, value: Json | undefined, coded: boolean | null): Form {
  if (!TWO_FORMED.has(field.kind)) return 'fixed'
  if (field.kind === 'condition') return coded || conditionOf(value) === undefined ? 'expression' : 'fixed'
  // A list comes from elsewhere far more often than it is written down.
  const usual = field.kind === 'list' && value === undefined
  return (coded ?? usual) || hasExpression(value) ? 'expression' : 'fixed'
}

type SwitchProps = {
  field: Field
  editing: boolean
  value: Json | undefined
  form: Form
  onSwitch(on: boolean): void
}

/** Says that a field holds an expression; where the kind has a control of its own, goes from one to the other. */
function ExpressionSwitch({ field, editing, value, form, onSwitch }: SwitchProps) {
  const { t } = useTranslation('inspector')
  if (field.raw) return null
  const word = (
    <>
      <Braces size={12} aria-hidden />
      {t('expression')}
    </>
  )
  if (!TWO_FORMED.has(field.kind))
    return editing && hasExpression(value) ? <Tag tone="accent">{word}</Tag> : null
  const on = form === 'expression'
  const stuck = field.kind === 'condition' && conditionOf(value) === undefined
  return (
    <Tooltip text={t(stuck ? 'saysMore' : on ? 'toFixed' : 'toExpression')}>
      <button
        type="button"
        className={`tag field-switch ${on ? 'tag-accent' : ''}`}
        aria-pressed={on}
        aria-label={t('expressionOf', { title: field.title })}
        aria-disabled={stuck || undefined}
        onClick={() => !stuck && onSwitch(!on)}
      >
        {on && editing ? word : <Braces size={12} aria-hidden />}
      </button>
    </Tooltip>
  )
}

/** What the text gives on the data that is shown, and which data that is. */
export function ResultLine({ preview }: { preview: Preview }) {
  if (preview.is === 'none') return null
  if (preview.is === 'error')
    return (
      <div className="result result-wrong" role="status">
        <TriangleAlert size={14} aria-hidden />
        <span className="grow">{preview.error.message}</span>
        <VisitChoice />
      </div>
    )
  return (
    <div className="result" role="status">
      <ArrowRight size={14} aria-hidden className="result-arrow" />
      <span className="mono grow clip" title={resultText(preview.value)}>
        {resultText(preview.value)}
      </span>
      <VisitChoice />
    </div>
  )
}

const LONGEST = 400

function resultText(value: Json | undefined): string {
  if (value === undefined) return 'undefined'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** Which of the block's steps the data is from. */
export function VisitChoice() {
  const { t } = useTranslation('inspector')
  const { arriving, setVisit } = useInspected()
  const { at, of, from } = arriving
  if (from === 'sample') return <span className="xs muted">{t('example')}</span>
  if (of < 2) return null
  // The field keeps the keyboard while its data is leafed through.
  const stay = (event: { preventDefault(): void }) => event.preventDefault()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where it is
    <span className="visits xs num muted" onMouseDown={stay} role="presentation">
      <IconButton
        size="small"
        label={t('visitBefore')}
        off={at <= 1}
        icon={<ChevronLeft size={13} />}
        onClick={() => setVisit(at - 1)}
      />
      {t('visit', { at, of })}
      <IconButton
        size="small"
        label={t('visitAfter')}
        off={at >= of}
        icon={<ChevronRight size={13} />}
        onClick={() => setVisit(at + 1)}
      />
    </span>
  )
}

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
