import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { QuestionView } from '#shared/run'
import { Button } from './button.tsx'
import { Input } from './input.tsx'
import './question-form.css'
import { sayDay } from './say-time.ts'
import { Select } from './select.tsx'

/** More choices than this stand in a list that opens. */
const MOST_BUTTONS = 5

type QuestionFormProps = {
  question: QuestionView
  /** rejects with why the answer is not taken */
  onAnswer(answer: Json): Promise<unknown>
  /** stands under the answers */
  children?: ReactNode
}

/** What a flow asks a person, and the means to answer it in place. */
export function QuestionForm({ question, onAnswer, children }: QuestionFormProps) {
  const { t } = useTranslation('question')
  const id = useId()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const send = async (answer: Json) => {
    if (busy) return
    setBusy(true)
    setError(null)
    try {
      await onAnswer(answer)
    } catch (thrown) {
      setError(thrown instanceof AppError ? thrown : null)
      setBusy(false)
    }
  }
  const { until } = question
  return (
    <fieldset className="question-form" aria-labelledby={id}>
      <p className="question-text" id={id}>
        {question.question}
      </p>
      <Answers question={question} labelledBy={id} onSend={send} />
      {error && (
        <p className="question-wrong sm" role="alert">
          {error.message} {error.fix}
        </p>
      )}
      {until !== undefined && (
        <p className="sm muted">{t('until', { time: sayDay(until, question.since) })}</p>
      )}
      {children}
    </fieldset>
  )
}

type AnswersProps = { question: QuestionView; labelledBy: string; onSend(answer: Json): void }

function Answers({ question, labelledBy, onSend }: AnswersProps) {
  const { t } = useTranslation('question')
  const { kind, choices = [] } = question
  if (kind === 'yes-no')
    return (
      <div className="question-answers">
        <Button kind="line" onClick={() => onSend(true)}>
          {t('yes')}
        </Button>
        <Button kind="line" onClick={() => onSend(false)}>
          {t('no')}
        </Button>
      </div>
    )
  if (kind === 'choice' && choices.length <= MOST_BUTTONS)
    return (
      <div className="question-answers">
        {choices.map((choice) => (
          <Button key={choice} kind="line" className="question-choice" onClick={() => onSend(choice)}>
            {choice}
          </Button>
        ))}
      </div>
    )
  return <Written question={question} labelledBy={labelledBy} onSend={onSend} />
}

/** An answer that is written, or chosen from many, and then sent. */
function Written({ question, labelledBy, onSend }: AnswersProps) {
  const { t } = useTranslation('question')
  const { kind, choices = [] } = question
  const [text, setText] = useState(kind === 'choice' ? (choices[0] ?? '') : '')
  const given = {
    value: text,
    'aria-labelledby': labelledBy,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
  }
  return (
    <form
      className="question-answers"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(text)
      }}
    >
      {kind === 'choice' ? (
        <Select
          className="question-input"
          value={text}
          choices={choices.map((value) => ({ value, title: value }))}
          onChange={setText}
          aria-label={t('choose')}
        />
      ) : kind === 'number' ? (
        <Input className="question-input" inputMode="decimal" data-own-undo {...given} />
      ) : (
        <textarea
          dir="auto"
          className="question-input question-long"
          rows={2}
          data-own-undo
          {...given}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
            event.preventDefault()
            onSend(text)
          }}
        />
      )}
      <Button kind="line" type="submit" disabled={text.trim() === ''}>
        {t('send')}
      </Button>
    </form>
  )
}
