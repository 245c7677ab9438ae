import type { SecretMisuse, SecretUses } from '#shared/expression'
import { isSecretName } from '#shared/secret'
import type { ConfigProblem } from './config-problems.ts'
import type { Field, Fields } from './field.ts'

/** Secrets that one text of a config names, and where. */
export type SecretsAt = { path: string; uses: SecretUses }

/** What is wrong with the secrets that a field names. @param field null: the block has no such field */
export function secretProblems(
  title: string,
  field: Field | null,
  found: readonly SecretsAt[],
  fields: Fields,
) {
  return found.flatMap(({ path, uses }): ConfigProblem[] => {
    if (!field?.secrets || field.perItem) return [notAllowedHere(title, path, fields)]
    if (uses.misuse) return [notByName(title, path, uses.misuse)]
    return uses.names.filter((name) => !isSecretName(name)).map((name) => badName(title, path, name))
  })
}

/** The sentence of a secret where none may be, at the check and, should one get so far, in the run. */
export function secretNotAllowed(
  title: string,
  fields: Fields,
): { code: string; message: string; fix: string } {
  const takers = Object.values(fields).filter((field) => field.secrets)
  const where =
    takers.length > 0
      ? `a field that takes secrets: ${takers.map((field) => `"${field.title}"`).join(', ')}`
      : 'a block that takes secrets, such as "Sign in" of a web request'
  return {
    code: 'secret.not-allowed-here',
    message: `"${title}" cannot hold a secret: what stands there is kept and shown.`,
    fix: `Take it out, and name it in ${where}.`,
  }
}

const notAllowedHere = (title: string, path: string, fields: Fields): ConfigProblem => ({
  ...secretNotAllowed(title, fields),
  severity: 'error',
  path,
})

const MISUSES: Readonly<Record<SecretMisuse, readonly [what: string, fix: string]>> = {
  whole: ['reads all secrets at once', 'Name the one it needs: {{ secrets.NAME }}.'],
  'computed-name': [
    'finds the name of a secret only when it runs',
    'Write the name down: {{ secrets.NAME }}.',
  ],
  computes: [
    'computes with a secret, and no expression sees the value of one',
    'Only put it beside other text, as in: Bearer {{ secrets.NAME }}.',
  ],
  renamed: ['calls something else "secrets"', 'Give that another name.'],
}

function notByName(title: string, path: string, misuse: SecretMisuse): ConfigProblem {
  const [what, fix] = MISUSES[misuse]
  return { code: 'secret.not-by-name', severity: 'error', message: `"${title}" ${what}.`, fix, path }
}

const badName = (title: string, path: string, name: string): ConfigProblem => ({
  code: 'secret.bad-name',
  severity: 'error',
  message: `"${title}" names the secret "${name.slice(0, 100)}", and no secret can have that name.`,
  fix: 'Names of secrets have up to 64 letters from A to Z, digits and _.',
  path,
})
