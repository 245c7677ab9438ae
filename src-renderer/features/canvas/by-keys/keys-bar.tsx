import { type KeyboardEvent, useEffect, useRef } from 'react'
import { readingKey } from '../../../ui/direction.ts'
import './keys-bar.css'

type KeysBarProps = {
  title: string
  /** where it is now; spoken */
  place: string
  keys: string
  onStep(step: 1 | -1): void
  onSide?(step: 1 | -1): void
  onEnd(to: 'first' | 'last'): void
  onDone(): void
  onCancel(): void
}

/** Has the keyboard while a block or a wire is moved by it, and says where that is now. */
export function KeysBar({ title, place, keys, onStep, onSide, onEnd, onDone, onCancel }: KeysBarProps) {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => bar.current?.focus({ preventScroll: true }), [])
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    // undo, save and the like wait until it is put down
    event.preventDefault()
    const sideways = readingKey(event.key)
    if (event.key === 'ArrowDown') onStep(1)
    else if (event.key === 'ArrowUp') onStep(-1)
    else if (sideways === 'ArrowRight') (onSide ?? onStep)(1)
    else if (sideways === 'ArrowLeft') (onSide ?? onStep)(-1)
    else if (event.key === 'Home') onEnd('first')
    else if (event.key === 'End') onEnd('last')
    else if (event.key === 'Enter' || event.key === ' ') onDone()
    else if (event.key === 'Escape' || event.key === 'Tab') onCancel()
  }
  return (
    <div
      ref={bar}
      className="keys-bar"
      role="application"
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys while something is moved
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={onCancel}
    >
      <strong className="clip">{title}</strong>
      <span role="status" className="clip">
        {place}
      </span>
      <span className="sm keys-bar-keys">{keys}</span>
    </div>
  )
}
