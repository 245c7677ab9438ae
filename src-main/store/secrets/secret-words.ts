import { AppError } from '#shared/error'

const setIt = (name: string): string => `under Secrets in the studio, or with: blockloom secrets set ${name}`

export const notForFlow = (name: string): AppError =>
  new AppError({
    code: 'secret.not-for-this-flow',
    message: `This flow may not use the secret "${name}".`,
    fix: `Allow it under Secrets in the studio, or with: blockloom secrets set ${name} --keep-value --flow FLOW. A file that is run by itself may only use what all flows may.`,
    details: { secret: name },
  })

export const noSuchSecret = (name: string): AppError =>
  new AppError({
    code: 'secret.not-found',
    message: `There is no secret "${name.slice(0, 100)}".`,
    fix: 'See the secrets in the studio, or with: blockloom secrets list',
    details: { secret: name.slice(0, 100) },
  })

export const noValue = (name: string): AppError =>
  new AppError({
    code: 'secret.no-value',
    message: `There is no secret "${name}" yet, so it needs a value.`,
    fix: `Set it ${setIt(name)}`,
    details: { secret: name },
  })

type Named = { name: string }

export const lostKey = (name: string, path: string, all: readonly Named[]): AppError =>
  unreadable(name, `The file with the key of the secrets is gone: ${path}.`, path, all)

export const wrongKey = (name: string, path: string, all: readonly Named[]): AppError =>
  unreadable(name, `The key in ${path} is not the one that "${name}" was set with.`, path, all)

/** Names listed, so that a person knows what has to be set again. */
function unreadable(name: string, what: string, path: string, all: readonly Named[]): AppError {
  const names = all.map((one) => one.name)
  const shown = names.slice(0, 20).join(', ')
  return new AppError({
    code: 'secret.wrong-key',
    message: `${what} These secrets cannot be read: ${shown}${names.length > 20 ? ', ...' : ''}. Everything else is untouched.`,
    fix: `Put the right file back, or set each of them again ${setIt(name)}`,
    details: { secret: name, names, path },
  })
}

export const damagedSecret = (name: string, cause: unknown): AppError =>
  new AppError({
    code: 'secret.damaged',
    message: `What is stored of the secret "${name}" is damaged.`,
    fix: `Set it again ${setIt(name)}`,
    details: { secret: name },
    cause,
  })
