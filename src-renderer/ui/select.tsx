import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { memo, useCallback, useLayoutEffect, useRef } from 'react'
import './input.css'
import './popup.css'

type SelectProps<V extends string> = {
  value: V
  choices: readonly { value: V; title: string }[]
  onChange(value: V): void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'aria-invalid'?: boolean
  className?: string
}

/** One of several, from a list that opens. */
export function Select<V extends string>({ onChange, ...rest }: SelectProps<V>) {
  const newest = useRef(onChange)
  useLayoutEffect(() => {
    newest.current = onChange
  })
  const change = useCallback((value: string) => newest.current(value as V), [])
  return <Box {...rest} onChange={change} />
}

const sameBox = (one: SelectProps<string>, other: SelectProps<string>): boolean =>
  one.value === other.value &&
  one.id === other.id &&
  one.className === other.className &&
  one['aria-label'] === other['aria-label'] &&
  one['aria-describedby'] === other['aria-describedby'] &&
  one['aria-invalid'] === other['aria-invalid'] &&
  one.choices.length === other.choices.length &&
  one.choices.every(({ value, title }, i) => {
    const own = other.choices[i]
    return value === own?.value && title === own.title
  })

/** The list and what opens it are many parts: drawn again only where another choice or other choices are shown. */
const Box = memo(function Box({
  value,
  choices,
  onChange,
  id,
  className = '',
  ...rest
}: SelectProps<string>) {
  const items = choices.map((choice) => ({ value: choice.value, label: choice.title }))
  return (
    <Base.Root items={items} value={value} onValueChange={(next) => next !== null && onChange(next)}>
      <Base.Trigger id={id} className={`input select ${className}`} {...rest}>
        <Base.Value className="select-value clip" />
        <Base.Icon>
          <ChevronDown size={15} className="muted" aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="popup-place" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="popup">
            {choices.map((choice) => (
              <Base.Item key={choice.value} value={choice.value} className="popup-item">
                <Base.ItemText className="grow clip">{choice.title}</Base.ItemText>
                <span className="popup-mark">
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Base.ItemIndicator>
                </span>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}, sameBox)
