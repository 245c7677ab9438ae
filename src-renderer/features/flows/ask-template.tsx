import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldLine } from '../../ui/input.tsx'
import { type Answers, isFolder, needsOf, type Template, titleOf } from './template-needs.ts'

type AskTemplateProps = { template: Template; onClose(): void; onAnswers(answers: Answers): void }

/** The few things a template needs; they may be left empty and filled in later. */
export function AskTemplate({ template, onClose, onAnswers }: AskTemplateProps) {
  const { t } = useTranslation('flows')
  const [answers, setAnswers] = useState<Answers>({})
  return (
    <Dialog
      open
      onClose={onClose}
      title={template.title}
      text={t('templates.askText')}
      action={t('templates.create')}
      cancel={t('cancel')}
      onAction={() => onAnswers(answers)}
    >
      {needsOf(template.document).map((need) => (
        <FieldLine
          key={need.name}
          label={titleOf(need)}
          placeholder={isFolder(need) ? '~/Downloads' : undefined}
          value={answers[need.name] ?? ''}
          onChange={(event) => setAnswers({ ...answers, [need.name]: event.target.value })}
        />
      ))}
    </Dialog>
  )
}
