import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import './tabs.css'

type Choice<V extends string> = { value: V; title: ReactNode }
type TabsProps<V extends string> = {
  value: V
  tabs: readonly Choice<V>[]
  onChange(value: V): void
  label: string
  /** beside the tabs, to their right */
  after?: ReactNode
  className?: string
  /** `TabPanel`s */
  children: ReactNode
}

/** Tabs with their panels. */
export function Tabs<V extends string>({
  value,
  tabs,
  onChange,
  label,
  after,
  className,
  children,
}: TabsProps<V>) {
  return (
    <Base.Root value={value} onValueChange={(next) => onChange(next as V)} className={className}>
      <div className="row tabs-bar">
        <Base.List className="tabs-list" aria-label={label}>
          {tabs.map((tab) => (
            <Base.Tab key={tab.value} value={tab.value} className="tab">
              {tab.title}
            </Base.Tab>
          ))}
        </Base.List>
        {after && <span className="grow" />}
        {after}
      </div>
      {children}
    </Base.Root>
  )
}

export const TabPanel = ({
  value,
  children,
  className,
}: {
  value: string
  children: ReactNode
  className?: string
}) => (
  <Base.Panel value={value} className={className} tabIndex={-1}>
    {children}
  </Base.Panel>
)

type SegmentsProps<V extends string> = {
  value: V
  choices: readonly Choice<V>[]
  onChange(value: V): void
  label: string
}

/** A few views of one thing, one of them on. */
export function Segments<V extends string>({ value, choices, onChange, label }: SegmentsProps<V>) {
  return (
    <fieldset className="segments" aria-label={label} style={{ border: 0 }}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          className="segment"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
        >
          {choice.title}
        </button>
      ))}
    </fieldset>
  )
}
