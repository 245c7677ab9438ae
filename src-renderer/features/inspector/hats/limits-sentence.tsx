import { useTranslation } from 'react-i18next'
import type { Field } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { Select } from '../../../ui/select.tsx'
import { type DurationUnit, readDuration, UNITS, writeDuration } from '../duration-text.ts'
import { FieldProblems } from '../field-problems.tsx'
import { fieldText, hasExpression, textValue } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { useCommit, useDraft } from '../use-field.ts'
import './hats.css'

/** The fields of every hat that something outside can fire often. */
export const LIMITS = ['atMost', 'per', 'beyond'] as const

/** Whether a hat's limit can be said as a sentence: an expression needs its own line. */
export const hasLimits = (fields: Readonly<Record<string, Field>>, config: JsonObject): boolean =>
  LIMITS.every((name) => fields[name] !== undefined && !hasExpression(config[name]))

/** "At most 10 runs in 1 minute. More than that wait for their turn." */
export function LimitsSentence() {
  const { t } = useTranslation('hats')
  const { block, declaration, problems } = useInspected()
  const { atMost, beyond, per } = block.config
  const own = problems.filter(({ path }) => LIMITS.some((name) => path === `config.${name}`))
  const fields = declaration.fields as Record<(typeof LIMITS)[number], Field>
  const set = useCommit(block.id, 'beyond')
  return (
    <fieldset className="limits" aria-label={t('limits.title')} data-field="limits">
      <span className="label">{t('limits.title')}</span>
      <div className="limits-sentence">
        {t('limits.atMost')}
        <AtMost value={atMost} field={fields.atMost} wrong={own.length > 0} />
        {atMost === undefined ? (
          <span className="muted">{t('limits.noLimit')}</span>
        ) : (
          <>
            {t('limits.runsIn')}
            <Per value={per ?? fields.per.default} />
            <span>{t('limits.beyond')}</span>
            <Select
              className="limits-beyond"
              aria-label={t('limits.beyondLabel')}
              value={String(beyond ?? fields.beyond.default)}
              choices={fields.beyond.choices ?? []}
              onChange={(next) => {
                set.begin()
                set.commit(next)
              }}
            />
          </>
        )}
      </div>
      {own.length > 0 && <FieldProblems id={`${block.id}-limits-wrong`} problems={own} />}
    </fieldset>
  )
}

function AtMost({ value, field, wrong }: { value: Json | undefined; field: Field; wrong: boolean }) {
  const { t } = useTranslation('hats')
  const { block } = useInspected()
  const { begin, commit } = useCommit(block.id, 'atMost')
  const [text, type] = useDraft(value, fieldText)
  return (
    <span className={`input limits-number ${wrong ? 'input-wrong' : ''}`}>
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={t('limits.atMostLabel')}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${block.id}-limits-wrong` : undefined}
        placeholder={t('limits.any')}
        value={text}
        onFocus={begin}
        onChange={(event) => {
          const stored = textValue(field, event.target.value)
          type(event.target.value, stored)
          commit(stored)
        }}
      />
    </span>
  )
}

function Per({ value }: { value: Json | undefined }) {
  const { t } = useTranslation('hats')
  const { t: inInspector } = useTranslation('inspector')
  const { block } = useInspected()
  const { begin, commit } = useCommit(block.id, 'per')
  const [draft, type] = useDraft(value, (given) => readDuration(fieldText(given)))
  const change = (next: typeof draft) => {
    const stored = writeDuration(next)
    type(stored === undefined ? next : readDuration(stored), stored)
    commit(stored)
  }
  return (
    <>
      <span className="input limits-number">
        <input
          inputMode="decimal"
          autoComplete="off"
          aria-label={t('limits.perLabel')}
          value={draft.amount}
          onFocus={begin}
          onChange={(event) => change({ ...draft, amount: event.target.value })}
        />
      </span>
      <Select<DurationUnit>
        className="limits-unit"
        aria-label={t('limits.unitLabel')}
        value={draft.unit}
        choices={UNITS.map((unit) => ({ value: unit, title: inInspector(`unit.${unit}`) }))}
        onChange={(unit) => change({ ...draft, unit })}
      />
    </>
  )
}
