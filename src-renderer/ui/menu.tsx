import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import './popup.css'

type MenuProps = {
  /** the button that opens it */
  trigger: ReactElement
  align?: 'start' | 'end'
  children: ReactNode
}

/** A button's list of actions. */
export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="popup-place" align={align} sideOffset={4}>
          <Base.Popup className="popup">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type MenuItemProps = {
  icon?: ReactNode
  keys?: string
  danger?: boolean
  /** the command that does the same */
  command?: string
  onClick?(): void
  /** for what takes the keyboard: a menu gives it back when it closes, and this comes after */
  onClosed?(): void
  children: ReactNode
}

export const MenuItem = ({ icon, keys, danger, command, onClick, onClosed, children }: MenuItemProps) => (
  <Base.Item
    className={`popup-item ${danger ? 'popup-item-danger' : ''}`}
    data-command={command}
    onClick={() => {
      onClick?.()
      if (onClosed) setTimeout(onClosed)
    }}
  >
    {icon}
    {children}
    {keys && <kbd>{keys}</kbd>}
  </Base.Item>
)

/** Actions that belong together, under a word. */
export const MenuGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <Base.Group>
    <Base.GroupLabel className="label popup-label">{label}</Base.GroupLabel>
    {children}
  </Base.Group>
)

export const MenuRule = () => <Base.Separator className="popup-rule" />

type MenuChoiceProps<V extends string> = {
  label: string
  value: V
  choices: readonly { value: V; title: string; icon?: ReactNode; command?: string }[]
  onChange(value: V): void
}

/** One of several, inside a menu. */
export function MenuChoice<V extends string>({ label, value, choices, onChange }: MenuChoiceProps<V>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next) => onChange(next as V)} aria-label={label}>
      <div className="label popup-label">{label}</div>
      {choices.map((choice) => (
        <Base.RadioItem
          key={choice.value}
          value={choice.value}
          className="popup-item"
          closeOnClick
          data-command={choice.command}
        >
          {choice.icon}
          <span className="grow">{choice.title}</span>
          <span className="popup-mark">
            <Base.RadioItemIndicator>
              <Check size={14} aria-hidden />
            </Base.RadioItemIndicator>
          </span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  )
}
