import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Field } from '#shared/block'
import type { Json } from '#shared/flow'
import { choicesOf } from '../inline-field.ts'

type ChoiceMenuProps = {
  title: string
  field: Field
  value: Json | undefined
  place: { insetInlineStart: number; top: number; minWidth: number }
  onChoose(value: Json): void
  onClose(andFocus: boolean): void
}

/** The drop-down of a choice on a block. Arrows move, Enter or Space chooses, Escape leaves all as it was. */
export function ChoiceMenu({ title, field, value, place, onChoose, onClose }: ChoiceMenuProps) {
  const choices = choicesOf(field)
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      choices.findIndex((choice) => choice.value === value),
    ),
  )
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.focus({ preventScroll: true }), [])
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((at + step + choices.length) % choices.length)
    if (event.key === 'Home') setAt(0)
    if (event.key === 'End') setAt(choices.length - 1)
    if (event.key === 'Enter' || event.key === ' ') onChoose(choices[at]?.value as Json)
    if (event.key === 'Escape' || event.key === 'Tab') onClose(event.key === 'Escape')
    event.preventDefault()
  }
  const id = (i: number) => `choice-${i}`
  return (
    <div
      ref={list}
      className="choice-menu"
      style={place}
      role="listbox"
      tabIndex={-1}
      aria-label={title}
      aria-activedescendant={id(at)}
      onKeyDown={onKeyDown}
      onBlur={() => onClose(false)}
    >
      {choices.map((choice, i) => (
        <div
          key={choice.title}
          id={id(i)}
          role="option"
          tabIndex={-1}
          aria-selected={choice.value === value}
          className={`choice${i === at ? ' at' : ''}`}
          onPointerMove={() => setAt(i)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(choice.value)}
          onKeyDown={onKeyDown}
        >
          {choice.title}
        </div>
      ))}
    </div>
  )
}
