import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { lendCommands } from '../../model/commands.ts'
import './drop-zone.css'

type DropZoneProps = { hint: string; onFile(file: File): void; className?: string; children: ReactNode }

/** A page that takes a file dropped anywhere on it. */
export function DropZone({ hint, onFile, className = '', children }: DropZoneProps) {
  const [over, setOver] = useState(false)
  const hover = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(true)
  }
  const leave = (event: DragEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file) onFile(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; each page has a button for the same
    <div
      className={`drop-zone ${className}`}
      onDragEnter={hover}
      onDragOver={hover}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
      {over && (
        <div className="drop-zone-hint" role="status">
          {hint}
        </div>
      )}
    </div>
  )
}

type FileButtonProps = { onFile(file: File): void; children: (choose: () => void) => ReactNode }

/** Any button that lets a flow file be chosen. */
export function FileChoice({ onFile, children }: FileButtonProps) {
  const { t } = useTranslation('flows')
  const input = useRef<HTMLInputElement>(null)
  useEffect(
    () =>
      lendCommands('import', [
        {
          ...{ id: 'flows.import', group: 'go', title: () => t('import') },
          does: () => input.current?.click(),
        },
      ]),
    [t],
  )
  return (
    <>
      {children(() => input.current?.click())}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          if (file) onFile(file)
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}
