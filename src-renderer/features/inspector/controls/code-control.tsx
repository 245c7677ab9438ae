import { Dialog } from '@base-ui/react/dialog'
import { Maximize2, X } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#shared/flow'
import { useRun } from '../../../model/run-store.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import type { CodeEditor, CodeEditorProps } from '../code/code-editor.tsx'
import { codeFault } from '../code/code-fault.ts'
import { codeLibrary } from '../code/code-library.ts'
import { fieldText, placeholderOf, textValue } from '../field-text.ts'
import { useInspected } from '../inspector-context.ts'
import { TemplateInput } from '../template-input.tsx'
import { useDraft } from '../use-field.ts'
import type { ControlProps } from './control.ts'
import '../code/code.css'

type Editor = typeof CodeEditor
let loaded: Editor | null = null

/** Code: a plain field until its editor is here, then that editor, small in place or as large as the window. */
export function CodeControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const { field } = props
  const { colourOf } = useInspected()
  const place = useRef<HTMLDivElement>(null)
  const { Editor, typing, failed } = useEditor(place)
  const [large, setLarge] = useState(false)
  const enlarge = useRef<HTMLButtonElement>(null)
  const code = useCode(props)
  const label = `${field.title}. ${t('codeKeys')}`
  if (!Editor)
    return (
      <div ref={place} className="field-box code-plain">
        <TemplateInput
          value={code.value}
          onChange={code.onChange}
          title={field.title}
          placeholder={code.placeholder}
          multiline
          form={field.raw ? 'plain' : 'template'}
          wrong={props.wrong}
          describedBy={props.describedBy}
          colourOf={colourOf}
          onEditing={props.onEditing}
        />
        {failed && <p className="field-note muted">{t('noCodeEditor')}</p>}
      </div>
    )
  return (
    <div ref={place} className={`field-box code-box ${props.wrong ? 'field-box-wrong' : ''}`}>
      {!large && (
        <Editor
          {...code}
          label={label}
          large={false}
          focused={typing}
          onLeave={() => enlarge.current?.focus()}
        />
      )}
      <div className="code-foot">
        <span className="xs muted grow clip">{t('codeKeys')}</span>
        <IconButton
          ref={enlarge}
          size="small"
          label={t('enlarge', { title: field.title })}
          icon={<Maximize2 size={13} />}
          onClick={() => setLarge(true)}
        />
      </div>
      {large && (
        <LargeEditor title={field.title} onClose={() => setLarge(false)}>
          {(leave) => <Editor {...code} label={label} large focused onLeave={leave} />}
        </LargeEditor>
      )}
    </div>
  )
}

/** Loads the editor when the first code field is shown; who types meanwhile goes on in it. */
function useEditor(place: { current: HTMLElement | null }) {
  const [state, setState] = useState({ Editor: loaded, typing: false, failed: false })
  useEffect(() => {
    if (loaded) return
    let wanted = true
    import('../code/code-editor.tsx').then(
      ({ CodeEditor }) => {
        loaded = CodeEditor
        const typing = place.current?.contains(document.activeElement) === true
        if (wanted) setState({ Editor: CodeEditor, typing, failed: false })
      },
      (error) => {
        console.error(error)
        if (wanted) setState({ Editor: null, typing: false, failed: true })
      },
    )
    return () => {
      wanted = false
    }
  }, [place])
  return state
}

type Shared = Pick<
  CodeEditorProps,
  'value' | 'onChange' | 'language' | 'library' | 'fault' | 'placeholder' | 'onFocus'
>

/** What both sizes of the editor are given. */
function useCode({ field, name, value, onChange, onEditing }: ControlProps): Shared {
  const { block, declaration, arriving } = useInspected()
  const steps = useRun((run) => run.steps)
  const [text, type] = useDraft(value, fieldText)
  const library = useMemo(
    () => codeLibrary({ input: arriving.input, vars: arriving.vars }),
    [arriving.input, arriving.vars],
  )
  const fault = useMemo(() => codeFault(steps, block.id, name, text), [steps, block.id, name, text])
  const change = (next: string) => {
    const stored = textValue(field, next)
    type(next, stored)
    onChange(stored)
  }
  return {
    ...{ value: text, onChange: change, library, fault, onFocus: onEditing },
    language: languageOf(name, block.config.language ?? declaration.fields.language?.default),
    placeholder: placeholderOf(field),
  }
}

const languageOf = (name: string, chosen: Json | undefined): CodeEditorProps['language'] => {
  if (name === 'sql') return 'sql'
  return chosen === 'typescript' ? 'typescript' : 'javascript'
}

type LargeEditorProps = {
  title: string
  onClose(): void
  children(leave: () => void): React.ReactNode
}

function LargeEditor({ title, onClose, children }: LargeEditorProps) {
  const { t } = useTranslation('inspector')
  const done = useRef<HTMLButtonElement>(null)
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-backdrop" />
        <Dialog.Popup className="dialog code-dialog" data-own-undo initialFocus={false}>
          <div className="row">
            <Dialog.Title className="grow">{title}</Dialog.Title>
            <IconButton label={t('closeCode')} keys="Esc" icon={<X size={16} />} onClick={onClose} />
          </div>
          <div className="field-box code-large">{children(() => done.current?.focus())}</div>
          <div className="row">
            <span className="sm muted grow">{t('codeKeys')}</span>
            <Button ref={done} kind="main" onClick={onClose}>
              {t('done')}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
