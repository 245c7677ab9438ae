import { ArrowRight, ChevronLeft, ChevronRight, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { IconButton } from '../../ui/button.tsx'
import { useInspected } from './inspector-context.ts'
import type { Preview } from './use-preview.ts'

/** What the text gives on the data that is shown, and which data that is. */
export function ResultLine({ preview }: { preview: Preview }) {
  const { t } = useTranslation('inspector')
  const { arriving } = useInspected()
  if (preview.is === 'none') return null
  // it reads what never arrived: no mistake of anybody
  if (preview.is === 'error' && !arriving.real && (arriving.input ?? null) === null)
    return (
      <div className="result" role="status">
        <span className="grow muted">{t('nothingArrived')}</span>
      </div>
    )
  if (preview.is === 'error')
    return (
      <div className="result result-wrong" role="status">
        <TriangleAlert size={14} aria-hidden />
        <span className="grow">{preview.error.message}</span>
        <VisitChoice />
      </div>
    )
  return (
    <div className="result" role="status">
      <ArrowRight size={14} aria-hidden className="result-arrow" />
      <span className="mono grow clip" title={resultText(preview.value)}>
        {resultText(preview.value)}
      </span>
      {preview.of !== undefined && (
        <span className="xs muted num">{t('firstItem', { count: preview.of })}</span>
      )}
      <VisitChoice />
    </div>
  )
}

const LONGEST = 400

function resultText(value: Json | undefined): string {
  if (value === undefined) return 'undefined'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** Which of the block's steps the data is from. */
export function VisitChoice() {
  const { t } = useTranslation('inspector')
  const { arriving, setVisit } = useInspected()
  const { at, of, real } = arriving
  if (!real) return <span className="xs muted">{t('example')}</span>
  if (of < 2) return null
  // The field keeps the keyboard while its data is leafed through.
  const stay = (event: { preventDefault(): void }) => event.preventDefault()
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the focus where it is
    <span className="visits xs num muted" onMouseDown={stay} role="presentation">
      <IconButton
        size="small"
        label={t('visitBefore')}
        off={at <= 1}
        icon={<ChevronLeft size={13} />}
        onClick={() => setVisit(at - 1)}
      />
      {t('visit', { at, of })}
      <IconButton
        size="small"
        label={t('visitAfter')}
        off={at >= of}
        icon={<ChevronRight size={13} />}
        onClick={() => setVisit(at + 1)}
      />
    </span>
  )
}
