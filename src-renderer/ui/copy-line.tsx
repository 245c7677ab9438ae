import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './button.tsx'
import './copy-line.css'

/** ms that the button says it has copied */
const SAID = 2000

type CopyLineProps = { text: string; label: string; copied: string; onError(error: unknown): void }

/** A line for elsewhere, whole, with a button that copies it. `label` and `copied` are what the button says before and after. */
export function CopyLine({ text, label, copied, onError }: CopyLineProps) {
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), SAID)
    return () => clearTimeout(timer)
  }, [done])
  const copy = () => navigator.clipboard.writeText(text).then(() => setDone(true), onError)
  return (
    <div className="copy-line">
      <code className="mono">{text}</code>
      <IconButton
        size="small"
        label={done ? copied : label}
        icon={done ? <Check size={14} /> : <Copy size={14} />}
        onClick={copy}
      />
      <span className="unseen" role="status">
        {done ? copied : ''}
      </span>
    </div>
  )
}
