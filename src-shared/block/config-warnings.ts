import type { Json, JsonObject } from '#shared/flow'
import { parseKeys } from '#shared/keys'
import type { ConfigProblem } from './config-problems.ts'
import type { Field } from './field.ts'
import { isList, isObject, sayValue } from './say-value.ts'

/**
 * What can be taken as it is written, and is most likely not what was meant.
 * @param isFirst the field of a hat: nothing has run yet that it could go by
 */
export function configWarnings(path: string, field: Field, value: Json, isFirst: boolean): ConfigProblem[] {
  if (field.kind === 'folder' || field.kind === 'file') return pathWarnings(path, field, value, isFirst)
  if (field.kind === 'secret') return writtenSecret(path, field.title, value)
  if (field.kind === 'list' && (field.of === 'folder' || field.of === 'file') && isList(value))
    return value.flatMap((one, i) => pathWarnings(`${path}[${i}]`, field, one, isFirst))
  if (field.reads === 'hook-path') return hooksTwice(path, field, value)
  if (field.reads === 'keys') return takenKeys(path, field, value)
  if (field.reads === 'hook-callers' && isObject(value)) return callerSecrets(path, field, value)
  if (field.reads === 'headers' && field.secrets && isObject(value)) return headerSecrets(path, field, value)
  return []
}

const warning = (code: string, path: string, message: string, fix: string): ConfigProblem => ({
  code,
  severity: 'warning',
  message,
  fix,
  path,
})

/** What an expression may still become is not looked at. */
const isWritten = (value: Json | undefined): value is string =>
  typeof value === 'string' && value.trim() !== '' && !value.includes('{{')

const ADDRESS = /^\s*[a-z][a-z\d+.-]+:\/\//i
const WHOLE_PATH = /^\s*(~|\/|\\\\|[a-z]:[/\\])/i

function pathWarnings(path: string, field: Field, value: Json, isFirst: boolean): ConfigProblem[] {
  if (!isWritten(value)) return []
  if (ADDRESS.test(value))
    return [
      warning(
        'files.address-as-path',
        path,
        `"${field.title}": ${sayValue(value)} is an address, and no place on this machine.`,
        'Write a path, such as ~/Downloads. What lies on the web is fetched by Download or Web request.',
      ),
    ]
  if (!isFirst || WHOLE_PATH.test(value)) return []
  return [
    warning(
      'files.relative-path',
      path,
      `"${field.title}": ${sayValue(value)} does not say where it begins, so it is looked for in your home folder.`,
      `Write where it begins: ~/${value.trim().replace(/^(\.[/\\])+/, '')}`,
    ),
  ]
}

function hooksTwice(path: string, field: Field, value: Json): ConfigProblem[] {
  if (!isWritten(value) || !/^\/*hooks\//i.test(value.trim())) return []
  const rest = value.trim().replace(/^\/*hooks\//i, '')
  return [
    warning(
      'webhook.hooks-twice',
      path,
      `"${field.title}" begins with hooks/ itself, so its address would be /hooks/hooks/${rest}.`,
      `Write ${rest === '' ? 'what follows /hooks/' : rest}.`,
    ),
  ]
}

/** What the system itself does, and lets no program have. */
const OF_THE_SYSTEM = /^(Alt\+(F4|Tab|Escape|Space)|Ctrl\+Alt\+Delete|(Cmd|Super)\+(Tab|Space|L|D|Q))$/
/** With one of these and a letter nearly every program does something of its own. */
const OF_PROGRAMS = /^(Ctrl|Cmd)\+[ACFNOPQSTVWXYZ]$/

function takenKeys(path: string, field: Field, value: Json): ConfigProblem[] {
  if (!isWritten(value)) return []
  const keys = parseKeys(value, false)
  const other = 'Choose keys that nothing else uses, such as Ctrl+Alt+K.'
  if (OF_THE_SYSTEM.test(keys))
    return [
      warning(
        'hotkey.of-the-system',
        path,
        `"${field.title}": ${keys} belongs to the system, which may never hand it on.`,
        other,
      ),
    ]
  if (!OF_PROGRAMS.test(keys)) return []
  return [
    warning(
      'hotkey.often-used',
      path,
      `"${field.title}": ${keys} does something in nearly every program, and would do it no more while this flow is on.`,
      other,
    ),
  ]
}

const callerSecrets = (path: string, field: Field, { secret = null }: JsonObject): ConfigProblem[] =>
  isList(secret)
    ? secret.flatMap((one, i) => writtenSecret(`${path}.secret[${i}]`, field.title, one))
    : writtenSecret(`${path}.secret`, field.title, secret)

/** Headers that say who asks. */
const KEY_HEADER = /^(proxy-)?authorization$|^cookie$|api-?key$|token$/i

const headerSecrets = (path: string, field: Field, headers: JsonObject): ConfigProblem[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    KEY_HEADER.test(name) ? writtenSecret(`${path}.${name}`, `${field.title}, ${name}`, value) : [],
  )

function writtenSecret(path: string, title: string, value: Json): ConfigProblem[] {
  if (!isWritten(value)) return []
  return [
    warning(
      'secret.written-out',
      path,
      `"${title}": a secret is written out there, and everybody who sees the flow reads it.`,
      'Keep it under Secrets, and name it here: {{ secrets.NAME }}.',
    ),
  ]
}
