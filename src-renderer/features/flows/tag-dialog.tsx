import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tagsIn } from '../../model/flow-tags.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldLine } from '../../ui/input.tsx'

type TagDialogProps = {
  name: string
  tags: readonly string[]
  onClose(): void
  onTags(tags: readonly string[]): void
}

/** The tags of a flow, as words with commas between them. */
export function TagDialog({ name, tags, onClose, onTags }: TagDialogProps) {
  const { t } = useTranslation('flows')
  const [typed, setTyped] = useState(tags.join(', '))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tags.title', { name })}
      text={t('tags.help')}
      action={t('tags.save')}
      cancel={t('cancel')}
      onAction={() => onTags(tagsIn(typed))}
    >
      <FieldLine label={t('tags.label')} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </Dialog>
  )
}
