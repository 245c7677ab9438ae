import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '#shared/error'
import { type Json, readJson } from '#shared/flow'
import { useDraft } from '../use-field.ts'

type JsonInputProps = {
  value: Json | undefined
  onChange(value: Json): void
  label: string
  id?: string
}

/** A value written as JSON. What is half written stays in the field and is not stored. */
export function JsonInput({ value, onChange, label, id }: JsonInputProps) {
  const { t } = useTranslation('inspector')
  const [text, type] = useDraft(value, (given) => JSON.stringify(given ?? null, null, 2))
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
      <textarea
        dir="auto"
        id={id}
        className={`json-text mono ${wrong ? 'input-wrong' : ''}`}
        aria-label={id === undefined ? label : undefined}
        aria-invalid={wrong !== null || undefined}
        rows={Math.min(14, Math.max(2, text.split('\n').length))}
        spellCheck={false}
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      {wrong && (
        <p className="field-note danger" role="status">
          {t('notJson', { why: wrong })}
        </p>
      )}
    </div>
  )
}
