import { Eye, EyeOff } from 'lucide-react'
import { type ClipboardEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AppError } from '#shared/error'
import { checkSecretName, checkSecretValue } from '#shared/secret'
import { client } from '../../link/client.ts'
import { useNotices, whileBusy } from '../../model/notice-store.ts'
import { type SecretQuestion, useSecrets } from '../../model/secrets-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FieldLine } from '../../ui/input.tsx'
import './secret-dialog.css'

/** The one place of the studio that takes a secret's value: it is typed, sent, and forgotten. */
export function SecretDialog() {
  const question = useSecrets((state) => state.question)
  if (!question) return null
  return <Ask key={question.name ?? ''} question={question} />
}

type Wrong = { at: 'name' | 'value'; error: AppError }

function Ask({ question }: { question: SecretQuestion }) {
  const { t } = useTranslation('secrets')
  const { close } = useSecrets()
  const [name, setName] = useState(question.name ?? '')
  const [value, setValue] = useState('')
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const [sending, setSending] = useState(false)
  const fixed = question.fixed === true
  const save = async () => {
    if (sending) return
    setSending(true)
    const keeping = setSecret(name.trim(), value, !fixed)
    const trouble = await whileBusy(t('app:busy.secret', { name: name.trim() }), keeping)
    setSending(false)
    if (trouble) return setWrong(trouble)
    useNotices.getState().tell({ kind: 'info', message: t('isSet', { name: name.trim() }) })
    close()
    question.onSet?.(name.trim())
  }
  return (
    <Dialog
      open
      onClose={close}
      title={t(question.exists ? 'changeTitle' : fixed ? 'setTitle' : 'newTitle', { name })}
      text={t('dialogText')}
      action={t('set')}
      cancel={t('cancel')}
      onAction={save}
    >
      {!fixed && <NameLine name={name} wrong={wrong?.at === 'name' ? wrong.error : null} onName={setName} />}
      <ValueLine
        value={value}
        wrong={wrong?.at === 'value' ? wrong.error : null}
        onValue={setValue}
        label={t(question.exists ? 'newValue' : 'value')}
      />
    </Dialog>
  )
}

/** @returns what is wrong, and at which line */
async function setSecret(name: string, value: string, isNew: boolean): Promise<Wrong | null> {
  try {
    checkSecretName(name)
    if (isNew && (await client.secrets.names()).includes(name)) throw taken(name)
  } catch (error) {
    return { at: 'name', error: asAppError(error) }
  }
  try {
    checkSecretValue(value)
    await client.secrets.set({ name, value })
  } catch (error) {
    return { at: 'value', error: asAppError(error) }
  }
  useSecrets.getState().changed()
  return null
}

const taken = (name: string): AppError =>
  new AppError({
    code: 'secret.exists',
    message: `There is a secret "${name}" already.`,
    fix: 'Choose another name, or change that one on the page Secrets.',
  })

function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  throw error
}

type NameLineProps = { name: string; wrong: AppError | null; onName(name: string): void }

function NameLine({ name, wrong, onName }: NameLineProps) {
  const { t } = useTranslation('secrets')
  return (
    <div className="secret-line">
      <FieldLine
        label={t('name')}
        className="mono"
        placeholder="MAIL_PASSWORD"
        value={name}
        wrong={wrong !== null}
        maxLength={64}
        help={t('nameHelp')}
        onChange={(event) => onName(event.target.value)}
      />
      <Said error={wrong} />
    </div>
  )
}

type ValueLineProps = { value: string; label: string; wrong: AppError | null; onValue(value: string): void }

/** What is typed is hidden until the eye is pressed. */
function ValueLine({ value, label, wrong, onValue }: ValueLineProps) {
  const { t } = useTranslation('secrets')
  const [shown, setShown] = useState(false)
  const id = useId()
  const lines = value.split('\n').length
  const input = {
    ...{ id, value, autoComplete: 'off', autoCapitalize: 'off', spellCheck: false },
    'aria-invalid': wrong !== null || undefined,
    'aria-describedby': `${id}-help`,
    onChange: (event: { target: { value: string } }) => onValue(event.target.value),
  }
  return (
    <div className="field-line">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <span className={`input secret-value ${wrong ? 'input-wrong' : ''}`}>
        {shown ? (
          <textarea {...input} className="mono" rows={Math.min(6, lines)} />
        ) : (
          <input
            {...input}
            type="password"
            // such an input would drop the line breaks of a key: it is edited where it can be seen
            readOnly={lines > 1}
            onPaste={(event) => keepLines(event, onValue)}
          />
        )}
        <IconButton
          size="small"
          label={t(shown ? 'hide' : 'show')}
          aria-pressed={shown}
          icon={shown ? <EyeOff size={15} /> : <Eye size={15} />}
          onClick={() => setShown(!shown)}
        />
      </span>
      <span id={`${id}-help`} className="sm muted">
        {lines > 1 && !shown ? t('lines', { count: lines }) : t('valueHelp')}
      </span>
      <Said error={wrong} />
    </div>
  )
}

function keepLines(event: ClipboardEvent<HTMLInputElement>, onValue: (value: string) => void): void {
  const text = event.clipboardData.getData('text').replace(/\r\n/g, '\n').replace(/\n+$/, '')
  if (!text.includes('\n')) return
  event.preventDefault()
  onValue(text)
}

const Said = ({ error }: { error: AppError | null }): ReactNode =>
  error && (
    <p className="sm danger" role="alert">
      {error.message} {error.fix}
    </p>
  )
