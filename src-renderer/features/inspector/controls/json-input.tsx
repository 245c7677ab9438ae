import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '#shared/error'
import { type Json, readJson } from '#shared/flow'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'

type JsonInputProps = {
  value: Json | undefined
  onChange(value: Json): void
  label: string
  id?: string
  /** false where nothing is evaluated */
  expressions?: boolean
}

/** A value written as JSON. What is half written stays in the field and is not stored. */
export function JsonInput({ value, onChange, label, id, expressions = true }: JsonInputProps) {
  const { t } = useTranslation('inspector')
  const [text, type] = useDraft(value, (given) => JSON.stringify(given ?? null, null, 2))
  const own = useId()
  const [wrong, setWrong] = useState<string | null>(null)
  const change = (next: string) => {
    try {
      const read = readJson(next)
      setWrong(null)
      type(next, read)
      onChange(read)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      setWrong(error.message)
      type(next, value)
    }
  }
  return (
    <div className="json">
      <div className={`field-box ${wrong ? 'field-box-wrong' : ''}`}>
        <TemplateInput
          id={id}
          value={text}
          onChange={change}
          title={label}
          multiline
          form={expressions ? 'json' : 'plain'}
          wrong={wrong !== null}
          describedBy={wrong ? `${own}-wrong` : undefined}
          colourOf={() => undefined}
        />
      </div>
      {wrong && (
        <p id={`${own}-wrong`} className="field-note danger" role="status">
          {t('notJson', { why: wrong })}
        </p>
      )}
    </div>
  )
}
