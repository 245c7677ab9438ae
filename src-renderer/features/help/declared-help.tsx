import { useTranslation } from 'react-i18next'
import { type BlockDeclaration, describeDeclaration, type FieldWords } from '#shared/block'
import type { Json } from '#shared/flow'
import { Markdown } from './markdown.tsx'

/** What the declaration itself says of a block: its fields, what it gives on, what it does to the world. */
export function DeclaredHelp({ declaration }: { declaration: BlockDeclaration }) {
  const { t } = useTranslation('help')
  const { type, fields, gives, mouths, does } = describeDeclaration(declaration)
  return (
    <>
      <h3>{t('fields')}</h3>
      {fields.length === 0 ? <p>{t('noFields')}</p> : <FieldList fields={fields} from={type} />}
      {mouths.length > 0 && (
        <p>
          <strong>{t('mouths')}</strong> {mouths.join(', ')}.
        </p>
      )}
      {gives.length > 0 && <h3>{t('gives')}</h3>}
      {gives.map(({ name, title, example }) => (
        <div key={name} className="help-part">
          <p>
            {name !== 'next' && <strong>{name}: </strong>}
            <Markdown inline text={sentence(title)} from={type} />
          </p>
          {example !== undefined && <Example value={example} />}
        </div>
      ))}
      <h3>{t('does')}</h3>
      {does.map((words) => (
        <p key={words}>
          <Markdown inline text={words} from={type} />
        </p>
      ))}
    </>
  )
}

const sentence = (text: string) => `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}.`

function FieldList({ fields, from }: { fields: readonly FieldWords[]; from: string }) {
  const { t } = useTranslation('help')
  return (
    <dl className="help-fields">
      {fields.map((field) => (
        <div key={field.key}>
          <dt>
            {field.title} <code className="mono muted">{field.key}</code>
          </dt>
          <dd>
            <FieldFacts field={field} from={from} />
            {field.columns.length > 0 && (
              <>
                <p>{t('eachRow')}</p>
                <FieldList fields={field.columns} from={from} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function FieldFacts({ field, from }: { field: FieldWords; from: string }) {
  const { t } = useTranslation('help')
  const { holds, needed, choices, notes, default: given } = field
  return (
    <>
      <p className="muted">
        <Markdown inline text={sentence(holds)} from={from} />
        {needed && ` ${t('needed')}`}
      </p>
      {choices.length > 0 && (
        <ul>
          {choices.map(({ value, title }) => (
            <li key={value}>
              {title} {title !== value && <code className="mono muted">{value}</code>}
            </li>
          ))}
        </ul>
      )}
      {given !== undefined && (
        <p>
          {t('byItself')}{' '}
          {choices.length > 0 ? wordFor(field, given) : <code className="mono">{wordFor(field, given)}</code>}
        </p>
      )}
      {notes.map((note) => (
        <p key={note}>
          <Markdown inline text={note} from={from} />
        </p>
      ))}
    </>
  )
}

const wordFor = ({ choices }: FieldWords, given: Json): string =>
  choices.find(({ value }) => value === given)?.title ??
  (typeof given === 'string' ? given : JSON.stringify(given))

const LONGEST_LINE = 60

function Example({ value }: { value: Json }) {
  const { t } = useTranslation('help')
  const short = JSON.stringify(value)
  return (
    <>
      <p className="muted">{t('suchAs')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard too */}
      <pre className="mono help-code" tabIndex={0}>
        {short.length <= LONGEST_LINE ? short : JSON.stringify(value, null, 2)}
      </pre>
    </>
  )
}
