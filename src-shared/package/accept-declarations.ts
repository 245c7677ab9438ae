/**
 * What a package says of its blocks is data from outside: it is drawn, checked and kept, so nothing of it is believed
 * before it was looked at. What comes out is a declaration like those of the standard blocks.
 */
import { type BlockDeclaration, configProblems, type Field, type Fields, sentenceFaults } from '#shared/block'
import { AppError } from '#shared/error'
import { guardJson, type Json } from '#shared/flow'
import { declarationShape } from './declaration-shape.ts'
import { issueWords } from './issue-words.ts'
import { typeInPackage } from './package-name.ts'

/** One thing that is wrong with a declaration, and where: `acme/thing`, `fields.url.title`. */
export type PackageFault = { readonly block: string; readonly path: string; readonly message: string }

const MOST_BLOCKS = 200
const MOST_FIELDS = 50
/** Characters of one declaration as JSON. */
const LARGEST = 256 * 1024

/**
 * The declarations of a package's blocks, of good form, with their defaults filled in.
 * @param given what the package answered to `describe`
 * @throws AppError `package.bad-declaration` with all `details.faults`
 */
export function acceptDeclarations(name: string, given: readonly unknown[]): BlockDeclaration[] {
  if (given.length === 0) throw bad(name, [{ block: '', path: '', message: 'it has no blocks' }])
  if (given.length > MOST_BLOCKS)
    throw bad(name, [{ block: '', path: '', message: `it has more than ${MOST_BLOCKS} blocks` }])
  const faults: PackageFault[] = []
  const accepted: BlockDeclaration[] = []
  const seen = new Set<string>()
  for (const [index, one] of given.entries()) {
    const taken = acceptOne(name, one, index)
    if (Array.isArray(taken)) faults.push(...taken)
    else if (seen.has(taken.type))
      faults.push({ block: taken.type, path: 'type', message: 'stands there twice' })
    else {
      seen.add(taken.type)
      accepted.push(taken)
    }
  }
  if (faults.length > 0) throw bad(name, faults)
  return accepted
}

function acceptOne(name: string, given: unknown, index: number): BlockDeclaration | PackageFault[] {
  const type = (given as { type?: unknown } | null)?.type
  const block = typeof type === 'string' ? type.slice(0, 81) : `block ${index + 1}`
  const fault = (path: string, message: string): PackageFault => ({ block, path, message })
  const size = JSON.stringify(given)?.length ?? 0
  if (size > LARGEST) return [fault('', 'is larger than 256 KB')]
  try {
    guardJson(given as Json)
  } catch (error) {
    if (error instanceof AppError) return [fault('', error.message)]
    throw error
  }
  const read = declarationShape.safeParse(given)
  if (!read.success) return read.error.issues.map((issue) => fault(issue.path.join('.'), issueWords(issue)))
  const made = read.data as unknown as BlockDeclaration
  const faults = contentFaults(made, fault)
  if (!typeInPackage(made.type, name))
    faults.unshift(fault('type', `is not of this package: write ${name}/some-name`))
  return faults.length > 0 ? faults : made
}

/** What form alone does not show. */
function contentFaults(
  made: BlockDeclaration,
  fault: (path: string, message: string) => PackageFault,
): PackageFault[] {
  const { fields, outputs, examples } = made
  const faults: PackageFault[] = sentenceFaults(made).map((why) => fault('sentence', why))
  if (Object.keys(fields).length > MOST_FIELDS)
    faults.push(fault('fields', `has more than ${MOST_FIELDS} fields`))
  if (Object.keys(outputs).length === 0) faults.push(fault('outputs', 'has none: give at least "next"'))
  for (const taken of ['error', 'otherwise'])
    if (Object.hasOwn(outputs, taken)) faults.push(fault(`outputs.${taken}`, 'is a name of the engine'))
  for (const [path, one] of allFields(fields))
    faults.push(...fieldFaults(path, one).map((why) => fault(path, why)))
  faults.push(...strangers(fields).map(([path, why]) => fault(path, why)))
  for (const by of [made.effect, made.idempotent])
    if (typeof by === 'object' && !Object.hasOwn(fields, by.by))
      faults.push(fault('effect', `goes by the field "${by.by}", which is not there`))
  if (faults.length > 0) return faults
  return examples.flatMap(({ config }, i) =>
    configProblems(made, config).map(({ message, path }) =>
      fault(`examples[${i}].${path ?? 'config'}`, message),
    ),
  )
}

function* allFields(fields: Fields, at = 'fields'): Generator<[string, Field]> {
  for (const [key, one] of Object.entries(fields)) {
    yield [`${at}.${key}`, one]
    if (one.columns) yield* allFields(one.columns, `${at}.${key}.columns`)
  }
}

/** Fields that go by others which are not there, or by themselves. */
const strangers = (fields: Fields, at = 'fields'): [string, string][] =>
  Object.entries(fields).flatMap(([key, one]): [string, string][] => [
    ...[one.when?.by, one.or]
      .filter((by) => by !== undefined && (by === key || !Object.hasOwn(fields, by)))
      .map((by): [string, string] => [`${at}.${key}`, `goes by the field "${by}", which is not there`]),
    ...(goesRound(fields, key)
      ? ([[`${at}.${key}.when`, 'goes round in a circle']] as [string, string][])
      : []),
    ...strangers(one.columns ?? {}, `${at}.${key}.columns`),
  ])

function goesRound(fields: Fields, key: string): boolean {
  const seen = new Set<string>()
  for (let at: string | undefined = key; at !== undefined; at = fields[at]?.when?.by) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

function fieldFaults(path: string, one: Field): string[] {
  if (one.kind === 'choice' && !one.choices) return ['has no choices']
  if (one.kind === 'table' && (!one.columns || path.includes('.columns')))
    return ['is a table without columns']
  if (one.default === undefined) return []
  return configProblems({ title: one.title, fields: { default: one } }, { default: one.default })
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => `has a default it cannot hold: ${message}`)
}

const bad = (name: string, faults: readonly PackageFault[]): AppError => {
  const [first] = faults
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
  const place = first?.block ? `${first.block}${first.path ? `, ${first.path}` : ''}: ` : ''
  return new AppError({
    code: 'package.bad-declaration',
    message: `The package ${name} declares its blocks wrongly: ${place}${first?.message}${more}.`,
    fix: 'Mend the declaration; blockloom blocks test tells all that is wrong with a folder.',
    details: { faults, block: first?.block, path: first?.path },
  })
}
