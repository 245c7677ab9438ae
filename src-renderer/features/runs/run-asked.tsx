import { TriangleAlert } from 'lucide-react'
import { type FormEvent, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AskedOfPeople } from '#shared/contract'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import type { RunSummary } from '#shared/run'
import { client } from '../../link/client.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { Button } from '../../ui/button.tsx'
import { JsonField, jsonIn, jsonText } from '../../ui/json-field.tsx'
import { ErrorBox } from '../../ui/places.tsx'
import { useLoad } from '../../ui/use-load.ts'
import { RunNote } from './run-notes.tsx'

/** What a run asks that was cut off in the middle of something that may not simply be done twice. */
export function RunAsked({ summary }: { summary: RunSummary }) {
  const { t } = useTranslation('runs')
  const { id } = summary
  // another summary: something was answered, here or elsewhere
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const { value, error, reload } = useLoad(useCallback(() => client.runs.asked({ id }), [id, summary]))
  if (error) return <ErrorBox error={error} />
  return value?.map((asked) => (
    <RunNote
      key={asked.pointer ?? 'run'}
      icon={TriangleAlert}
      tone="warn"
      title={
        asked.pointer === null
          ? t('page.cutOff')
          : t('page.cutOffAt', { name: asked.blockName ?? asked.block })
      }
    >
      {asked.pointer === null ? (
        <WholeAnswers summary={summary} onDone={reload} />
      ) : (
        <StepAnswers summary={summary} asked={asked} onDone={reload} />
      )}
    </RunNote>
  ))
}

type Answer = { do: 'retry' | 'skip' | 'give'; value?: Json; pointer?: number }

/** Gives an answer once, and says at the place why it was not taken. */
function useAnswer({ id, flowName }: RunSummary, onDone: () => void) {
  const { t } = useTranslation('runs')
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<AppError | null>(null)
  const answer = async (given: Answer) => {
    if (busy) return
    setBusy(true)
    setWrong(null)
    try {
      await whileBusy(t('page.answering', { name: flowName }), client.runs.resume({ id, ...given }))
    } catch (error) {
      if (!(error instanceof AppError)) return tellError(error)
      setWrong(error)
    } finally {
      setBusy(false)
      onDone()
    }
  }
  return { answer, wrong }
}

const Refused = ({ error }: { error: AppError | null }) =>
  error && (
    <p className="sm danger" role="alert">
      {error.message} {error.fix}
    </p>
  )

function WholeAnswers({ summary, onDone }: { summary: RunSummary; onDone(): void }) {
  const { t } = useTranslation('runs')
  const { answer, wrong } = useAnswer(summary, onDone)
  return (
    <>
      <p>{t('page.cutOffText')}</p>
      <div className="run-note-actions">
        <Button kind="main" onClick={() => void answer({ do: 'retry' })}>
          {t('page.letGoOn')}
        </Button>
      </div>
      <Refused error={wrong} />
    </>
  )
}

type StepProps = { summary: RunSummary; asked: AskedOfPeople; onDone(): void }

function StepAnswers({ summary, asked, onDone }: StepProps) {
  const { t } = useTranslation('runs')
  const { answer, wrong } = useAnswer(summary, onDone)
  const [giving, setGiving] = useState(false)
  const pointer = asked.pointer ?? undefined
  return (
    <>
      <p>{t('page.cutOffAtText')}</p>
      {giving ? (
        <GiveForm
          input={asked.input ?? null}
          onGive={(value) => void answer({ do: 'give', value, pointer })}
          onCancel={() => setGiving(false)}
        />
      ) : (
        <ul className="run-answers">
          <li>
            <Button kind="main" onClick={() => void answer({ do: 'retry', pointer })}>
              {t('page.answer.retry')}
            </Button>
            <span className="sm muted">{t('page.answerHelp.retry')}</span>
          </li>
          <li>
            <Button kind="line" onClick={() => void answer({ do: 'skip', pointer })}>
              {t('page.answer.skip')}
            </Button>
            <span className="sm muted">{t('page.answerHelp.skip')}</span>
          </li>
          <li>
            <Button kind="line" onClick={() => setGiving(true)}>
              {t('page.answer.give')}
            </Button>
            <span className="sm muted">{t('page.answerHelp.give')}</span>
          </li>
        </ul>
      )}
      <Refused error={wrong} />
    </>
  )
}

type GiveProps = { input: Json; onGive(value: Json): void; onCancel(): void }

function GiveForm({ input, onGive, onCancel }: GiveProps) {
  const { t } = useTranslation('runs')
  const [text, setText] = useState(() => jsonText(input))
  const said = jsonIn(text)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!said.wrong) onGive(said.value)
  }
  return (
    <form className="run-give" onSubmit={submit}>
      <JsonField
        label={t('page.givenValue')}
        help={t('page.givenHelp')}
        text={text}
        wrong={said.wrong}
        onText={setText}
      />
      <div className="run-note-actions">
        <Button kind="main" type="submit">
          {t('page.give')}
        </Button>
        <Button kind="line" onClick={onCancel}>
          {t('page.cancel')}
        </Button>
      </div>
    </form>
  )
}
