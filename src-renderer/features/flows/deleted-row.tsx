import { Trash2, Undo2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeletedFlow } from '#shared/contract'
import { Button, IconButton } from '../../ui/button.tsx'
import { sayWhen } from './say-when.ts'

type DeletedRowProps = { flow: DeletedFlow; onBack(): void; onErase(): void }

const DAY = 86_400_000

/** One deleted flow. Arrows go from one to the next, Enter brings it back, Delete asks and deletes it for good. */
export function DeletedRow({ flow, onBack, onErase }: DeletedRowProps) {
  const { t } = useTranslation('flows')
  const { name, blocks, wasOn, deletedAt, goneAt } = flow
  const days = Math.max(0, Math.ceil((goneAt - Date.now()) / DAY))
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const buttons = [
      ...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLElement>('.deleted-back') ?? []),
    ]
    const here = buttons.indexOf(event.currentTarget)
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to !== undefined) buttons[to]?.focus()
    else if (event.key === 'Delete') onErase()
    else return
    event.preventDefault()
  }
  return (
    <li className="deleted-row">
      <span className="deleted-name">
        <b className="clip" dir="auto">
          {name}
        </b>
        <small className="clip">
          {t('blocks', { count: blocks })}
          {wasOn && ` · ${t('bin.wasOn')}`}
        </small>
      </span>
      <time className="sm muted num" dateTime={new Date(deletedAt).toISOString()}>
        {sayWhen(deletedAt)}
      </time>
      <span className="sm muted num">{t('bin.days', { count: days })}</span>
      <span className="deleted-acts">
        <Button
          kind="line"
          size="small"
          className="deleted-back"
          icon={<Undo2 size={13} aria-hidden />}
          aria-label={t('bin.backNamed', { name })}
          aria-keyshortcuts="Delete"
          onClick={onBack}
          onKeyDown={press}
        >
          {t('bin.back')}
        </Button>
        <IconButton
          size="small"
          label={t('bin.eraseNamed', { name })}
          icon={<Trash2 size={15} />}
          onClick={onErase}
        />
      </span>
    </li>
  )
}
