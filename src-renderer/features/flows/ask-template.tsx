import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Variable } from '#shared/flow'
import { client } from '../../link/client.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FolderField, type FolderFieldTexts, type ListFolders } from '../../ui/folder-field.tsx'
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
        <NeedField
          key={need.name}
          need={need}
          value={answers[need.name] ?? ''}
          onChange={(value) => setAnswers({ ...answers, [need.name]: value })}
        />
      ))}
    </Dialog>
  )
}

type NeedFieldProps = { need: Variable; value: string; onChange(value: string): void }

function NeedField({ need, value, onChange }: NeedFieldProps) {
  const { t } = useTranslation('app')
  const id = useId()
  if (!isFolder(need))
    return (
      <FieldLine label={titleOf(need)} value={value} onChange={(event) => onChange(event.target.value)} />
    )
  const texts = t('folder', { returnObjects: true }) as FolderFieldTexts
  return (
    <div className="field-line">
      <label className="label" htmlFor={id}>
        {titleOf(need)}
      </label>
      <FolderField
        id={id}
        value={value}
        onChange={onChange}
        placeholder="~/Downloads"
        list={listFolders}
        texts={texts}
      />
    </div>
  )
}

const listFolders: ListFolders = (path) => client.folders.list({ path })
