import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tellError } from '../../../model/notice-store.ts'
import { IconButton } from '../../../ui/button.tsx'

/** ms that the button says it has copied */
const SAID = 2000

/** A line for elsewhere, whole, with a button that copies it. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('hats')
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      (error) => tellError(error),
    )
  return (
    <div className="copy-line">
      <code className="mono">{text}</code>
      <IconButton
        size="small"
        label={copied ? t('copied') : label}
        icon={copied ? <Check size={14} /> : <Copy size={14} />}
        onClick={copy}
      />
      <span className="unseen" role="status">
        {copied ? t('copied') : ''}
      </span>
    </div>
  )
}
