import { Ellipsis } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import './button.css'
import { Tooltip } from './tooltip.tsx'

type Kind = 'plain' | 'line' | 'main' | 'danger'
type ButtonProps = ComponentProps<'button'> & {
  /** one `main` on a screen */
  kind?: Kind
  size?: 'small' | 'large'
  icon?: ReactNode
}

/** A button with words. */
export function Button({ kind = 'plain', size, icon, className = '', children, ...rest }: ButtonProps) {
  const classes = ['btn', kind !== 'plain' && `btn-${kind}`, size && `btn-${size}`, className]
  return (
    <button type="button" {...rest} className={classes.filter(Boolean).join(' ')}>
      {icon}
      {children}
    </button>
  )
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'disabled'> & {
  /** what it does, said to screen readers and shown on hover */
  label: string
  /** shown beside the label: "Ctrl+Z" */
  keys?: string
  icon: ReactNode
  size?: 'small'
  /** cannot be used now; stays in reach of the keyboard so that `label` can say why */
  off?: boolean
}

/** A square button with an icon only. */
export function IconButton({
  label,
  keys,
  icon,
  size,
  off,
  onClick,
  className = '',
  ...rest
}: IconButtonProps) {
  const classes = ['btn btn-square', size && `btn-${size}`, className]
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-disabled={off || undefined}
        onClick={off ? undefined : onClick}
        className={classes.filter(Boolean).join(' ')}
      >
        {icon}
      </button>
    </Tooltip>
  )
}

/** The three dots behind which a menu lies. */
export const MoreButton = (props: Omit<IconButtonProps, 'icon' | 'size'>) => (
  <IconButton {...props} size="small" icon={<Ellipsis size={16} />} />
)
