import { ChevronDown, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary, StepView } from '#shared/run'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { JsonField, jsonIn, jsonText } from '../../ui/json-field.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { useDoAgain } from './do-again.ts'

type FromHereProps = { step: StepView; summary: RunSummary }

/** Does a run again from the chosen block, with what arrived there or with something else. */
export function FromHere({ step, summary }: FromHereProps) {
  const { t } = useTranslation('runs')
  const doAgain = useDoAgain(summary)
  const [asking, setAsking] = useState(false)
  const from = { block: step.block }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button kind="line" size="small" icon={<RotateCcw size={13} aria-hidden />}>
            <span className="clip">{t('page.fromHere')}</span>
            <ChevronDown size={13} aria-hidden />
          </Button>
        }
      >
        <MenuItem onClick={() => void doAgain({ from })}>{t('page.fromHereSame')}</MenuItem>
        <MenuItem onClick={() => setAsking(true)}>{t('page.fromHereOther')}</MenuItem>
        <MenuItem onClick={() => void doAgain({ from, asItStands: true })}>{t('page.fromHereNow')}</MenuItem>
      </Menu>
      {asking && (
        <OtherValue
          step={step}
          onClose={() => setAsking(false)}
          onValue={(input) => void doAgain({ from, input })}
        />
      )}
    </>
  )
}

type OtherProps = {
  step: StepView
  onClose(): void
  onValue(value: NonNullable<StepView['input']>): void
}

function OtherValue({ step, onClose, onValue }: OtherProps) {
  const { t } = useTranslation('runs')
  const [text, setText] = useState(() => jsonText(step.input ?? null))
  const said = jsonIn(text)
  const act = () => {
    if (said.wrong) return
    onClose()
    onValue(said.value as NonNullable<StepView['input']>)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('page.otherTitle', { name: step.blockName })}
      text={t('page.otherText')}
      action={t('page.otherDo')}
      cancel={t('page.cancel')}
      onAction={act}
    >
      <JsonField label={t('arrived')} text={text} wrong={said.wrong} onText={setText} />
    </Dialog>
  )
}
