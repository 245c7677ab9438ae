import { MessageCircleQuestionMark } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { useRun } from '../../model/run-store.ts'
import { useSelection } from '../../model/selection-store.ts'
import { Button } from '../../ui/button.tsx'
import { QuestionForm } from '../../ui/question-form.tsx'
import { sayDay } from '../../ui/say-time.ts'
import './run-questions.css'
import { useOpenQuestions } from './use-open-questions.ts'

/** What one run asks, to be answered here. */
export function RunQuestions({ summary: { id, asks = [] } }: { summary: RunSummary }) {
  const { t } = useTranslation('question')
  if (asks.length === 0) return null
  return (
    <section className="run-questions" aria-label={t('waitingForYou')}>
      {asks.map((question) => (
        <div key={question.pointer} className="run-question">
          <MessageCircleQuestionMark size={16} aria-hidden />
          <QuestionForm
            question={question}
            onAnswer={(answer) => client.runs.reply({ id, pointer: question.pointer, answer })}
          />
        </div>
      ))}
    </section>
  )
}

/** In the strip: what the shown run asks, and the way to where it is answered. */
export function StripQuestions() {
  const { t } = useTranslation('question')
  const asks = useRun((run) => run.summary?.asks)
  const question = asks?.[0]
  if (!question) return null
  return (
    <div className="strip-question row">
      <MessageCircleQuestionMark size={16} aria-hidden />
      <b>{t('waitingForYou')}</b>
      <span className="clip grow" dir="auto">
        {question.question}
      </span>
      <Button kind="line" size="small" onClick={() => useSelection.getState().reveal(question.block)}>
        {t('answerOnBlock')}
      </Button>
    </div>
  )
}

/** Above the list of runs: all that waits for a person, of every flow. */
export function WaitingForYou({ chosen, now }: { chosen: string | null; now: number }) {
  const { t } = useTranslation('question')
  const questions = useOpenQuestions()
  if (questions.length === 0) return null
  return (
    <section aria-label={t('waitingForYou')}>
      <h2 className="list-pane-group label">{t('waitingForYou')}</h2>
      <ul>
        {questions.map((question) => (
          <li key={`${question.run} ${question.pointer}`}>
            <a
              className="list-row run-row-asks"
              href={`#/runs/${question.run}`}
              aria-current={question.run === chosen ? 'true' : undefined}
            >
              <MessageCircleQuestionMark size={16} aria-hidden />
              <span className="list-row-what">
                <b className="clip" dir="auto">
                  {question.question}
                </b>
                <small className="clip">
                  {t('since', { flow: question.flowName, time: sayDay(question.since, now) })}
                </small>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
