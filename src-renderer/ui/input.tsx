import { Search } from 'lucide-react'
import { type ComponentProps, type ReactNode, useId } from 'react'
import './input.css'

type InputProps = ComponentProps<'input'> & { before?: ReactNode; after?: ReactNode; wrong?: boolean }

/** A line of text to fill in. */
export function Input({ before, after, wrong, className = '', ...rest }: InputProps) {
  return (
    <span className={`input ${wrong ? 'input-wrong' : ''} ${className}`}>
      {before}
      <input
        type="text"
        dir="auto"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={wrong || undefined}
        {...rest}
      />
      {after}
    </span>
  )
}

/** A search field; its own undo is the browser's, not the flow's. */
export const SearchInput = (props: InputProps) => (
  <Input
    type="search"
    before={<Search size={15} aria-hidden />}
    data-own-undo
    aria-label={props.placeholder}
    {...props}
  />
)

/** An input with its label above and a word of help under it. */
export function FieldLine({ label, help, ...rest }: InputProps & { label: string; help?: string }) {
  const id = useId()
  return (
    <div className="field-line">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <Input id={id} aria-describedby={help ? `${id}-help` : undefined} {...rest} />
      {help && (
        <span id={`${id}-help`} className="sm muted">
          {help}
        </span>
      )}
    </div>
  )
}
