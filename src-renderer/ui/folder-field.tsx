import { Popover } from '@base-ui/react/popover'
import { ArrowUp, Folder, FolderOpen } from 'lucide-react'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import { Button, IconButton } from './button.tsx'
import './folder-field.css'
import { Input } from './input.tsx'
import { ErrorBox, LoadingBars } from './places.tsx'
import { useLoad } from './use-load.ts'

type NamedFolder = { name: string; path: string }
export type FolderListing = {
  path: string
  /** null where it may not be looked at */
  parent: string | null
  folders: readonly NamedFolder[]
  /** good places to begin */
  places: readonly NamedFolder[]
}
/** The folders inside one; without a path, of the place where people begin. */
export type ListFolders = (path?: string) => PromiseLike<FolderListing>

export type FolderFieldTexts = {
  choose: string
  use: string
  up: string
  none: string
  loading: string
}

type FolderFieldProps = {
  value: string
  onChange(path: string): void
  list: ListFolders
  texts: FolderFieldTexts
  id?: string
  placeholder?: string
  'aria-label'?: string
  /** before the text, inside the field */
  before?: ReactNode
}

/** A path that can be typed, or chosen from the folders of this machine. */
export function FolderField({ value, onChange, list, texts, before, ...rest }: FolderFieldProps) {
  return (
    <Input
      {...rest}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      before={before}
      className="folder-field"
      after={<FolderButton start={value} onUse={onChange} list={list} texts={texts} />}
    />
  )
}

type FolderButtonProps = {
  /** the folder to begin at */
  start: string
  onUse(path: string): void
  list: ListFolders
  texts: FolderFieldTexts
  /** where the keyboard goes once a folder was chosen; missing: back to the button */
  then?(): HTMLElement | null
}

/** A button that opens the folders of this machine. */
export function FolderButton({ start, onUse, list, texts, then }: FolderButtonProps) {
  const [open, setOpen] = useState(false)
  const used = useRef(false)
  const use = (path: string) => {
    used.current = true
    onUse(path)
    setOpen(false)
  }
  const focus = () => (used.current ? then?.() : undefined) ?? true
  const change = (on: boolean) => {
    used.current = false
    setOpen(on)
  }
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger
        render={<IconButton size="small" label={texts.choose} icon={<FolderOpen size={15} />} />}
      />
      <Popover.Portal>
        <Popover.Positioner className="popup-place folder-place" sideOffset={6} align="end">
          <Popover.Popup className="popup folder-popup" aria-label={texts.choose} finalFocus={focus}>
            <FolderList start={start} list={list} texts={texts} onUse={use} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

type FolderListProps = {
  start: string
  list: ListFolders
  texts: FolderFieldTexts
  onUse(path: string): void
}

function FolderList({ start, list, texts, onUse }: FolderListProps) {
  const [path, setPath] = useState(start.trim() || undefined)
  // pressed, and perhaps not here yet: it is the one that is meant all the same
  const [pressed, setPressed] = useState<string | null>(null)
  const open = (folder: string) => {
    setPath(folder)
    setPressed(folder)
  }
  const load = useCallback(
    // A path that is not there (yet) must not keep anybody from choosing: begin at the usual place.
    async () => (path === start.trim() ? listOrBegin(list, path) : list(path)),
    [list, path, start],
  )
  const { value, error } = useLoad(load)
  if (!value && error) return <ErrorBox error={error} />
  if (!value) return <LoadingBars label={texts.loading} widths={[70, 50, 60]} />
  const here = error === null && pressed !== null ? pressed : value.path
  return (
    <>
      <div className="row folder-head">
        <IconButton
          size="small"
          label={texts.up}
          icon={<ArrowUp size={15} />}
          off={value.parent === null}
          onClick={() => value.parent !== null && open(value.parent)}
        />
        <span className="grow clip sm" title={here}>
          {here}
        </span>
      </div>
      {error && <ErrorBox error={error} />}
      <div className="folder-columns">
        <FolderButtons folders={value.places} now={here} onOpen={open} />
        <FolderButtons folders={value.folders} now={here} onOpen={open} none={texts.none} />
      </div>
      <div className="folder-foot">
        <Button kind="line" onClick={() => onUse(here)}>
          {texts.use}
        </Button>
      </div>
    </>
  )
}

type FolderButtonsProps = {
  folders: readonly NamedFolder[]
  now: string
  onOpen(path: string): void
  none?: string
}

const FolderButtons = ({ folders, now, onOpen, none }: FolderButtonsProps) => (
  <ul className="folder-list">
    {folders.length === 0 && none && <li className="muted sm folder-none">{none}</li>}
    {folders.map((folder) => (
      <li key={folder.path}>
        <button
          type="button"
          className="popup-item folder-item"
          aria-current={folder.path === now}
          onClick={() => onOpen(folder.path)}
        >
          <Folder size={15} aria-hidden />
          <span className="clip">{folder.name}</span>
        </button>
      </li>
    ))}
  </ul>
)

async function listOrBegin(list: ListFolders, path: string | undefined): Promise<FolderListing> {
  try {
    return await list(path)
  } catch {
    return list()
  }
}
