import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFlow } from '../../model/flow-store.ts'
import { monitorOf } from '../../model/monitor-edits.ts'
import { toggleMonitor } from '../../model/monitor-place.ts'
import { IconButton } from '../../ui/button.tsx'

/** Puts a variable's monitor on the canvas, and takes it off. */
export function WatchVariable({ name }: { name: string }) {
  const { t } = useTranslation('inspector')
  const on = useFlow(({ document }) => document !== null && monitorOf(document, name) !== undefined)
  return (
    <IconButton
      size="small"
      className="watch-variable"
      label={t('watchVariable', { name })}
      aria-pressed={on}
      icon={<Eye size={15} />}
      onClick={() => toggleMonitor(name)}
    />
  )
}
