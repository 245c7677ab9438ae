import { useTranslation } from 'react-i18next'
import { type BlockDeclaration, effectOf, isIdempotent } from '#shared/block'
import type { Problem } from '#shared/error'
import { type BlockOptions, DEFAULT_RETRY, type FlowEdit, type RetryOptions } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useInspected } from './inspector-context.ts'
import { DurationInput, Line, NumberInput } from './plain-inputs.tsx'

/** Hats and caps cannot fail on their own. */
export const canFail = ({ shape }: BlockDeclaration): boolean => shape === 'stack' || shape === 'c'

/** Control blocks are run by the engine: nothing of theirs is tried again or timed out. */
const hasAttempts = ({ category, shape }: BlockDeclaration): boolean =>
  shape === 'stack' && category !== 'control'

type OnError = NonNullable<BlockOptions['onError']>

/** What happens when the block fails. Missing options are the defaults; a default is not written down. */
export function FailureForm() {
  const { t } = useTranslation('inspector')
  const { block, declaration, problems } = useInspected()
  const options = block.options ?? {}
  const own = problems.filter(({ path }) => path?.startsWith('options.'))
  const set = (change: Partial<BlockOptions>) => setOptions(block.id, { ...options, ...change })
  const onError = options.onError ?? 'stop'
  const choices = (['stop', 'continue', 'branch'] as const).map((value) => ({
    value,
    title: t(`onError.${value}`),
  }))
  return (
    <div className="panel-section form-fields">
      <Line label={t('thenWhat')} help={t(`onErrorHelp.${onError}`)}>
        {(id) => (
          <Select<OnError>
            id={id}
            aria-label={t('thenWhat')}
            value={onError}
            choices={choices}
            onChange={(next) => setOnError(block.id, options, next)}
          />
        )}
      </Line>
      {hasAttempts(declaration) && <Attempts options={options} set={set} problems={own} />}
      {hasAttempts(declaration) && couldDoTwice(declaration, block.config) && (
        <Line label={t('again')} help={t('againHelp')} beside>
          {(id) => (
            <Switch
              id={id}
              aria-label={t('again')}
              on={options.again === true}
              onChange={(again) => set({ again: again || undefined })}
            />
          )}
        </Line>
      )}
    </div>
  )
}

/** A write that is not the same when it is done twice: after a crash in its midst somebody has to say. */
const couldDoTwice = (declaration: BlockDeclaration, config: Parameters<typeof effectOf>[1]) =>
  effectOf(declaration, config) === 'write' && !isIdempotent(declaration, config)

type AttemptsProps = {
  options: BlockOptions
  set(change: Partial<BlockOptions>): void
  problems: readonly Problem[]
}

function Attempts({ options, set, problems }: AttemptsProps) {
  const { t } = useTranslation('inspector')
  const { declaration } = useInspected()
  const given: RetryOptions = { ...DEFAULT_RETRY, ...declaration.defaults?.retry, ...options.retry }
  const retry = (change: Partial<RetryOptions>) => set({ retry: { ...options.retry, ...change } })
  const about = (path: string) => problems.filter((problem) => problem.path === `options.${path}`)
  const waits = (['fixed', 'linear', 'exponential'] as const).map((value) => ({
    value,
    title: t(`backoff.${value}`),
  }))
  return (
    <>
      <Line label={t('tryAgain')} help={t('tryAgainHelp')} problems={about('retry.times')}>
        {(id) => (
          <NumberInput id={id} value={given.times} unit={t('times')} onChange={(times) => retry({ times })} />
        )}
      </Line>
      {given.times > 0 && (
        <>
          <Line label={t('waitBefore')} problems={about('retry.wait')}>
            {(id) => (
              <DurationInput
                id={id}
                value={given.wait}
                onChange={(wait) => wait && retry({ wait })}
                label={t('waitBefore')}
              />
            )}
          </Line>
          <Line label={t('waitGrows')}>
            {(id) => (
              <Select
                id={id}
                aria-label={t('waitGrows')}
                value={given.backoff}
                choices={waits}
                onChange={(backoff) => retry({ backoff })}
              />
            )}
          </Line>
          {given.backoff !== 'fixed' && (
            <Line label={t('longestWait')} problems={about('retry.max')}>
              {(id) => (
                <DurationInput
                  id={id}
                  value={given.max}
                  onChange={(max) => max && retry({ max })}
                  label={t('longestWait')}
                />
              )}
            </Line>
          )}
          <Line label={t('jitter')} help={t('jitterHelp')} beside>
            {(id) => (
              <Switch
                id={id}
                aria-label={t('jitter')}
                on={given.jitter}
                onChange={(jitter) => retry({ jitter })}
              />
            )}
          </Line>
        </>
      )}
      <Line label={t('timeout')} help={t('timeoutHelp')} problems={about('timeout')}>
        {(id) => (
          <DurationInput
            id={id}
            label={t('timeout')}
            value={options.timeout ?? ''}
            placeholder={declaration.defaults?.timeout ?? '60s'}
            onChange={(timeout) => set({ timeout })}
          />
        )}
      </Line>
    </>
  )
}

function setOptions(id: string, options: BlockOptions): void {
  useFlow.getState().apply([{ do: 'set-options', id, options: cleaned(options) }], { group: `options ${id}` })
}

/** Keys that say nothing are taken away, so that a flow without options has none in its file. */
function cleaned(options: BlockOptions): BlockOptions | undefined {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

/** Leaving `branch` takes its wires along: the output they hang on goes away. */
function setOnError(id: string, options: BlockOptions, onError: OnError): void {
  const { document, apply } = useFlow.getState()
  const loose =
    onError === 'branch'
      ? []
      : (document?.links ?? []).filter((link) => link.from === id && link.out === 'error')
  const edits: FlowEdit[] = loose.map((link) => ({ do: 'remove-link', link }))
  const next = cleaned({ ...options, onError: onError === 'stop' ? undefined : onError })
  apply([...edits, { do: 'set-options', id, options: next }])
}
