import { ExternalLink, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MyBlock } from '#shared/contract'
import { DELETED_KEPT_DAYS } from '#shared/flow'
import { deleteFlow } from '../../model/deleted-flows.ts'
import { useMyBlocks } from '../../model/my-blocks-store.ts'
import { tellError, whileBusy } from '../../model/notice-store.ts'
import { renameFlow } from '../../model/rename-flow.ts'
import { MoreButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx'
import { RenameDialog } from '../../ui/rename-dialog.tsx'

/** What can be done with a My block from its shelf. */
export function MyBlockMenu({ of: { id, name, usedBy } }: { of: MyBlock }) {
  const { t } = useTranslation('palette')
  const [asking, setAsking] = useState<'rename' | 'delete' | null>(null)
  const act = async (work: () => Promise<unknown>) => {
    setAsking(null)
    try {
      await whileBusy(t('app:busy.rename', { name }), work())
      await useMyBlocks.getState().reload()
    } catch (error) {
      tellError(error)
    }
  }
  return (
    <>
      <Menu
        align="end"
        trigger={<MoreButton className="palette-help palette-more" label={t('my.actions', { name })} />}
      >
        <MenuItem
          icon={<ExternalLink size={15} aria-hidden />}
          onClick={() => location.assign(`#/flows/${id}`)}
        >
          {t('my.open')}
        </MenuItem>
        <MenuItem icon={<Pencil size={15} aria-hidden />} onClick={() => setAsking('rename')}>
          {t('my.rename')}
        </MenuItem>
        <MenuRule />
        <MenuItem danger icon={<Trash2 size={15} aria-hidden />} onClick={() => setAsking('delete')}>
          {t('my.delete')}
        </MenuItem>
      </Menu>
      {asking === 'rename' && (
        <RenameDialog
          name={name}
          texts={{
            title: t('my.renameTitle'),
            label: t('my.name'),
            rename: t('my.rename'),
            cancel: t('my.cancel'),
          }}
          onClose={() => setAsking(null)}
          onName={(next) => act(() => renameFlow(id, next))}
        />
      )}
      {asking === 'delete' && (
        <Dialog
          open
          danger
          onClose={() => setAsking(null)}
          title={t('my.deleteTitle', { name })}
          text={
            usedBy.length === 0
              ? t('my.unused', { days: DELETED_KEPT_DAYS })
              : t('my.used', {
                  ...{ count: usedBy.length, flows: usedBy.map((one) => one.name).join(', ') },
                  days: DELETED_KEPT_DAYS,
                })
          }
          action={t('my.delete')}
          cancel={t('my.cancel')}
          onAction={() => {
            setAsking(null)
            void deleteFlow({ id, name })
          }}
        />
      )}
    </>
  )
}
