import { Blocks, PanelRightClose } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FlowSettings, settingsOf } from '#shared/flow'
import { useFlow } from '../../model/flow-store.ts'
import { tagsEdit, tagsIn } from '../../model/flow-tags.ts'
import { useSelection } from '../../model/selection-store.ts'
import { useSettings } from '../../model/settings-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { ProblemList } from '../../ui/problem-list.tsx'
import { Select } from '../../ui/select.tsx'
import { DurationInput, Line, NumberInput } from './plain-inputs.tsx'
import { VariablesForm } from './variables-form.tsx'

/** Nothing is chosen: the flow itself. */
export function FlowPanel() {
  const { t } = useTranslation('inspector')
  const fold = useSettings((settings) => settings.showFlowPanel)
  return (
    <>
      <div className="panel-head">
        <span className="tile panel-flow-tile">
          <Blocks size={17} aria-hidden />
        </span>
        <div className="grow">
          <h2 className="panel-title">{t('thisFlow')}</h2>
          <div className="sm muted">{t('nothingChosen')}</div>
        </div>
        <IconButton
          size="small"
          label={t('foldFlow')}
          icon={<PanelRightClose size={16} className="panel-fold" />}
          onClick={() => fold(false)}
        />
      </div>
      <div className="panel-scroll">
        <FlowText />
        <VariablesForm />
        <FlowSettingsForm />
        <FlowProblems />
      </div>
    </>
  )
}

function FlowText() {
  const { t } = useTranslation('inspector')
  const description = useFlow((flow) => flow.document?.description ?? '')
  const setText = (text: string) =>
    useFlow.getState().apply([{ do: 'set-flow', set: { description: text } }], { group: 'flow description' })
  return (
    <section className="panel-section form-fields">
      <Line label={t('flowName')}>{(id) => <FlowNameInput id={id} />}</Line>
      <Line label={t('description')}>
        {(id) => (
          <textarea
            dir="auto"
            id={id}
            className="json-text"
            rows={3}
            placeholder={t('descriptionHint')}
            value={description}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Line>
      <Line label={t('tags')}>{(id) => <FlowTagsInput id={id} />}</Line>
    </section>
  )
}

/** Words with commas between them. */
function FlowTagsInput({ id }: { id: string }) {
  const { t } = useTranslation('inspector')
  const tags = useFlow((flow) => flow.document?.tags)
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string) => {
    setTyped(text)
    useFlow.getState().apply([tagsEdit(tagsIn(text))], { group: 'flow tags' })
  }
  return (
    <span className="input">
      <input
        id={id}
        autoComplete="off"
        data-flow-tags
        placeholder={t('tagsHint')}
        value={typed ?? (tags ?? []).join(', ')}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
    </span>
  )
}

/** An empty name is not stored: every flow has one. */
function FlowNameInput({ id }: { id: string }) {
  const name = useFlow((flow) => flow.document?.name ?? '')
  const set = (text: string) =>
    text.trim() !== '' &&
    useFlow.getState().apply([{ do: 'set-flow', set: { name: text.trim() } }], { group: 'flow name' })
  return (
    <span className="input">
      <input
        id={id}
        maxLength={200}
        autoComplete="off"
        key={name === '' ? 'none' : 'some'}
        defaultValue={name}
        ref={(input) => {
          // Typing is not disturbed; a name that was changed elsewhere comes in.
          if (input && document.activeElement !== input) input.value = name
        }}
        onChange={(event) => set(event.target.value)}
        onBlur={(event) => {
          event.target.value = useFlow.getState().document?.name ?? ''
        }}
      />
    </span>
  )
}

function setSettings(change: Partial<FlowSettings>): void {
  const { document, apply } = useFlow.getState()
  if (!document) return
  apply([{ do: 'set-flow', set: { settings: { ...document.settings, ...change } } }], { group: 'settings' })
}

function FlowSettingsForm() {
  const { t } = useTranslation('inspector')
  const document = useFlow((flow) => flow.document)
  const problems = useFlow((flow) => flow.problems)
  if (!document) return null
  const settings = settingsOf(document)
  const about = (key: string) => problems.filter(({ path }) => path?.startsWith(`settings.${key}`))
  const overlaps = (['queue', 'skip', 'parallel'] as const).map((value) => ({
    value,
    title: t(`overlap.${value}`),
  }))
  return (
    <section className="panel-section form-fields" aria-labelledby="flow-settings">
      <h3 id="flow-settings">{t('settings')}</h3>
      <Line label={t('whenBusy')} problems={about('overlap')}>
        {(id) => (
          <Select
            id={id}
            aria-label={t('whenBusy')}
            value={settings.overlap}
            choices={overlaps}
            onChange={(overlap) => setSettings({ overlap })}
          />
        )}
      </Line>
      {settings.overlap === 'parallel' && (
        <Line label={t('atOnce')} problems={about('concurrency')}>
          {(id) => (
            <NumberInput
              id={id}
              value={settings.concurrency}
              onChange={(concurrency) => setSettings({ concurrency })}
            />
          )}
        </Line>
      )}
      <Line label={t('runTimeout')} help={t('runTimeoutHelp')} problems={about('timeout')}>
        {(id) => (
          <DurationInput
            id={id}
            label={t('runTimeout')}
            value={settings.timeout}
            onChange={(timeout) => timeout && setSettings({ timeout })}
          />
        )}
      </Line>
      <Line label={t('maxSteps')} help={t('maxStepsHelp')} problems={about('maxSteps')}>
        {(id) => (
          <NumberInput id={id} value={settings.maxSteps} onChange={(maxSteps) => setSettings({ maxSteps })} />
        )}
      </Line>
      <Line label={t('keepDays')} problems={about('keepRuns')}>
        {(id) => (
          <NumberInput
            id={id}
            value={settings.keepRuns.days}
            onChange={(days) => setSettings({ keepRuns: { ...settings.keepRuns, days } })}
          />
        )}
      </Line>
      <Line label={t('keepCount')} help={t('keepHelp')}>
        {(id) => (
          <NumberInput
            id={id}
            value={settings.keepRuns.count}
            onChange={(count) => setSettings({ keepRuns: { ...settings.keepRuns, count } })}
          />
        )}
      </Line>
    </section>
  )
}

function FlowProblems() {
  const { t } = useTranslation('inspector')
  const problems = useFlow((flow) => flow.problems)
  const blocks = useFlow((flow) => flow.document?.blocks) ?? []
  const nameOf = (id: string) => blocks.find((block) => block.id === id)?.name
  if (problems.length === 0) return null
  return (
    <section className="panel-section" aria-labelledby="flow-problems">
      <h3 id="flow-problems">{t('problems', { count: problems.length })}</h3>
      <ProblemList problems={problems} nameOf={nameOf} onJump={useSelection.getState().reveal} />
    </section>
  )
}
