import { Switch as Base } from '@base-ui/react/switch'
import './switch.css'

type SwitchProps = {
  on: boolean
  onChange(on: boolean): void
  id?: string
  'aria-label'?: string
  'aria-describedby'?: string
  'data-command'?: string
}

/** Yes or no, at once. */
export const Switch = ({ on, onChange, ...rest }: SwitchProps) => (
  <Base.Root checked={on} onCheckedChange={onChange} className="switch" {...rest}>
    <Base.Thumb className="switch-thumb" />
  </Base.Root>
)
