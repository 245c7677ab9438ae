import { useId } from 'react'
import { AppError } from '#shared/error'
import { type Json, readJson } from '#shared/flow'
import './json-field.css'

const LEAST_ROWS = 3
const MOST_ROWS = 14

type JsonFieldProps = {
  label: string
  help?: string
  text: string
  /** why it is not taken */
  wrong: AppError | null
  onText(text: string): void
}

/** A value to be written down, as JSON, with what is wrong with it below. */
export function JsonField({ label, help, text, wrong, onText }: JsonFieldProps) {
  const id = useId()
  return (
    <div className="field-line">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <textarea
        dir="auto"
        id={id}
        className={`json-field mono ${wrong ? 'input-wrong' : ''}`}
        aria-invalid={wrong !== null || undefined}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        rows={Math.min(MOST_ROWS, Math.max(LEAST_ROWS, text.split('\n').length))}
        spellCheck={false}
        data-own-undo
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {help !== undefined && (
        <span id={`${id}-help`} className="sm muted">
          {help}
        </span>
      )}
      {wrong && (
        <p className="sm danger" role="alert">
          {wrong.message} {wrong.fix}
        </p>
      )}
    </div>
  )
}

export const jsonText = (value: Json): string => JSON.stringify(value, null, 2)

/** What a text says, or why it says nothing. */
export function jsonIn(text: string): { value: Json; wrong: null } | { wrong: AppError } {
  try {
    return { value: readJson(text), wrong: null }
  } catch (error) {
    if (error instanceof AppError) return { wrong: error }
    throw error
  }
}
