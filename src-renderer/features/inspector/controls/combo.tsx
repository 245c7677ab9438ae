import { Autocomplete } from '@base-ui/react/autocomplete'
import { ChevronDown } from 'lucide-react'

type ComboProps = {
  items: readonly string[]
  text: string
  onText(text: string): void
  open: boolean
  onOpen(open: boolean): void
  id: string
  placeholder?: string
  wrong: boolean
  describedBy?: string
  /** says what its arrow opens */
  openLabel: string
  /** which items are shown for what was typed; missing: those that contain it */
  fits?(item: string, typed: string): boolean
  /** lines shown at most */
  limit?: number
  className?: string
}

const contains = (item: string, typed: string) => item.toLowerCase().includes(typed.trim().toLowerCase())

/** A word that is typed, or chosen among some that are known. */
export function Combo(props: ComboProps) {
  const { items, text, fits = contains, className = '' } = props
  // a list without lines would only hide what stands below it
  const matches = items.some((item) => fits(item, text))
  return (
    <Autocomplete.Root
      items={items}
      value={text}
      filter={fits}
      limit={props.limit}
      onValueChange={props.onText}
      openOnInputClick
      open={props.open && matches}
      onOpenChange={props.onOpen}
    >
      <span className={`input ${props.wrong ? 'input-wrong' : ''}`}>
        <Autocomplete.Input
          id={props.id}
          placeholder={props.placeholder}
          spellCheck={false}
          aria-invalid={props.wrong || undefined}
          aria-describedby={props.describedBy}
        />
        <Autocomplete.Trigger className="combo-open" aria-label={props.openLabel}>
          <ChevronDown size={15} aria-hidden />
        </Autocomplete.Trigger>
      </span>
      <Autocomplete.Portal>
        <Autocomplete.Positioner className="popup-place" sideOffset={4}>
          <Autocomplete.Popup className={`popup combo-popup ${className}`}>
            <Autocomplete.List>
              {(item: string) => (
                <Autocomplete.Item key={item} value={item} className="popup-item">
                  {item}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
