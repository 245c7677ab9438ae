import { type DragEvent, useCallback, useId, useState } from 'react'
import type { Field, FieldKind } from '#shared/block'
import type { Json } from '#shared/flow'
import { PATH_TYPE } from '../../ui/value-tree/path-type.ts'
import type { ControlProps } from './controls/control.ts'
import { CONTROLS } from './controls/control-of-kind.ts'
import { ValueControl } from './controls/list-controls.tsx'
import { TextControl } from './controls/text-control.tsx'
import { ExpressionSwitch, formOf, TWO_FORMED } from './expression-switch.tsx'
import { FieldProblems } from './field-problems.tsx'
import { hasExpression } from './field-text.ts'
import { meansFolder } from './folder-end.ts'
import { FolderEndNote } from './folder-end-note.tsx'
import { HAT_CONTROLS, HAT_GROUPS } from './hats/hat-parts.ts'
import { useInspected } from './inspector-context.ts'
import { ListInsideNote } from './list-inside-note.tsx'
import { ResultLine } from './result-line.tsx'
import { useCommit } from './use-field.ts'
import { type Preview, usePreview } from './use-preview.ts'

type FieldRowProps = { name: string; field: Field; first: boolean }

/** A field of the block: its name, the control of its kind, what it gives, what is wrong with it. */
export function FieldRow({ name, field, first }: FieldRowProps) {
  const { block, declaration, problems } = useInspected()
  const id = useId()
  const value = block.config[name]
  const { begin, commit } = useCommit(block.id, name)
  const [editing, setEditing] = useState(false)
  const [coded, setCoded] = useState<boolean | null>(null)
  const own = problems.filter((problem) => isAbout(problem.path, name))
  const form = formOf(field, value, coded, declaration.shape === 'hat')
  const place = `${block.type} ${name}`
  const fixed = HAT_CONTROLS[place] ?? CONTROLS[field.kind]
  const Control = form === 'fixed' ? fixed : TextControl
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
  const grouped = form === 'fixed' && (MANY.has(field.kind) || HAT_GROUPS.has(place))
  const beside = field.kind === 'yes-no' && form === 'fixed'
  const speaks = BUILT.has(field.kind) || HAT_CONTROLS[place] !== undefined
  const help = speaks && form === 'fixed' && !hasExpression(value) ? undefined : field.help
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
        <div role="group" aria-labelledby={`${id}-label`} aria-describedby={control.describedBy}>
          <Control {...control} />
        </div>
      )}
      {!boxed && !isValue && !beside && !grouped && <Control {...control} />}
      {built && preview.is !== 'none' && <ResultBox preview={preview} />}
      {field.kind === 'list' && <ListInsideNote value={value} onChange={commit} />}
      {meansFolder(field) && <FolderEndNote value={value} onChange={commit} />}
      {own.length > 0 && <FieldProblems id={`${id}-wrong`} problems={own} />}
      {help && (
        <p id={`${id}-help`} className="field-help sm muted">
          {help}
        </p>
      )}
    </div>
  )
}

/** A value dropped on a control that holds no text takes the place of what it held. */
function useDropOnFixed(field: Field, on: boolean, commit: (value: Json) => void) {
  const wanted = on && field.kind !== 'condition'
  const insert = useCallback((code: string) => commit(`{{ ${code} }}`), [commit])
  if (!wanted) return {}
  return {
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

/** Controls that say by themselves what can be written. */
const BUILT: ReadonlySet<FieldKind> = new Set(['duration', 'schedule', 'zone'])

/** Controls of many parts: the field's title names them all. */
const MANY: ReadonlySet<FieldKind> = new Set(['list', 'map', 'table', 'condition', 'code', 'schedule'])
