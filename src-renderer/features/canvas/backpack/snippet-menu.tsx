import { ArrowDown, ArrowDownToLine, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { MoreButton } from '../../../ui/button.tsx'
import { Menu, MenuItem, MenuRule } from '../../../ui/menu.tsx'

type SnippetMenuProps = {
  name: string
  isFirst: boolean
  isLast: boolean
  onPut(): void
  onRename(): void
  onMove(by: 1 | -1): void
  onDelete(): void
}

/** What can be done with a snippet, with the keys that do it. */
export function SnippetMenu({ name, isFirst, isLast, ...on }: SnippetMenuProps) {
  const { t } = useTranslation('backpack')
  return (
    <Menu align="end" trigger={<MoreButton className="snippet-more" label={t('actions', { name })} />}>
      <MenuItem icon={<ArrowDownToLine size={15} aria-hidden />} keys="Enter" onClosed={on.onPut}>
        {t('put')}
      </MenuItem>
      <MenuItem icon={<Pencil size={15} aria-hidden />} keys="F2" onClick={on.onRename}>
        {t('rename')}
      </MenuItem>
      {!isFirst && (
        <MenuItem icon={<ArrowUp size={15} aria-hidden />} keys="Alt+↑" onClick={() => on.onMove(-1)}>
          {t('up')}
        </MenuItem>
      )}
      {!isLast && (
        <MenuItem icon={<ArrowDown size={15} aria-hidden />} keys="Alt+↓" onClick={() => on.onMove(1)}>
          {t('down')}
        </MenuItem>
      )}
      <MenuRule />
      <MenuItem danger icon={<Trash2 size={15} aria-hidden />} keys="Delete" onClick={on.onDelete}>
        {t('delete')}
      </MenuItem>
    </Menu>
  )
}
