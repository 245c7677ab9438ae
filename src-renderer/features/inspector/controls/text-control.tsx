import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../../link/client.ts'
import { FolderButton, type FolderFieldTexts, type ListFolders } from '../../../ui/folder-field.tsx'
import { fieldText, placeholderOf, textValue } from '../field-text.ts'
import { meansFolder } from '../folder-end.ts'
import { useInspected } from '../inspector-context.ts'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'
import type { ControlProps } from './control.ts'

const LONG = new Set(['long-text', 'code', 'value'])

/** Words with values in them: texts, numbers, paths, addresses. */
export function TextControl(props: ControlProps) {
  const { field, value, onChange } = props
  const { colourOf } = useInspected()
  const [text, type] = useDraft(value, fieldText)
  const change = (next: string) => {
    const stored = textValue(field, next)
    type(next, stored)
    onChange(stored)
  }
  return (
    <TemplateInput
      value={text}
      onChange={change}
      title={field.title}
      id={props.id}
      placeholder={placeholderOf(field)}
      multiline={LONG.has(field.kind)}
      form={field.raw ? 'plain' : 'template'}
      folder={meansFolder(field)}
      whole={field.kind === 'number' || !isWordy(field.kind)}
      wrong={props.wrong}
      describedBy={props.describedBy}
      colourOf={colourOf}
      first={props.first}
      onEditing={props.onEditing}
      after={<Behind field={field} text={text} onUse={change} />}
    />
  )
}

type BehindProps = { field: ControlProps['field']; text: string; onUse(path: string): void }

/** What stands behind the words: a way to choose a path, or what a number counts. */
function Behind({ field, text, onUse }: BehindProps) {
  if (isPath(field.kind)) return <Browse text={text} kind={field.kind} onUse={onUse} />
  return field.unit === undefined ? null : <span className="field-unit muted">{field.unit}</span>
}

/** Kinds in which words can stand around a value. */
const isWordy = (kind: string) =>
  ['text', 'long-text', 'code', 'url', 'file', 'folder', 'value'].includes(kind)
const isPath = (kind: string) => kind === 'folder' || kind === 'file'
const listFolders: ListFolders = (path) => client.folders.list({ path })

/** A file is named inside the folder that was chosen: what stood behind the last slash is kept. */
function Browse({ text, kind, onUse }: { text: string; kind: string; onUse(path: string): void }) {
  const { t } = useTranslation()
  const texts = t('folder', { returnObjects: true }) as FolderFieldTexts
  const place = useRef<HTMLSpanElement>(null)
  const folder = kind === 'folder' ? text : text.replace(/[^/\\]*$/, '')
  const rest = kind === 'folder' ? '' : text.slice(folder.length)
  const use = (path: string) => onUse(kind === 'folder' ? path : `${path.replace(/[/\\]$/, '')}/${rest}`)
  return (
    <span ref={place} className="field-after">
      <FolderButton
        start={folder.includes('{{') ? '' : folder}
        onUse={use}
        list={listFolders}
        texts={texts}
        // what is picked in the data panel next is meant for this field
        then={() => place.current?.closest('.mixed')?.querySelector('textarea') ?? null}
      />
    </span>
  )
}
