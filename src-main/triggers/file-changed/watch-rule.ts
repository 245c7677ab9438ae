import { AppError } from '#shared/error'
import { type Json, type JsonObject, parseDuration } from '#shared/flow'

/** What can happen to a file. */
export const CHANGE_KINDS = ['created', 'changed', 'deleted', 'renamed'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** What a hat asks for. */
export type WatchRule = {
  /** as written, each once */
  readonly folders: readonly string[]
  readonly match: string
  readonly recursive: boolean
  readonly kinds: ReadonlySet<ChangeKind>
  /** ms that size and time must stand still */
  readonly settleMs: number
  readonly batch: boolean
  readonly atStart: boolean
}

/**
 * @param config of the hat, with its defaults
 * @throws AppError `trigger.no-folder`, `trigger.no-change`, `trigger.unknown-change`, `duration.invalid`
 */
export function readRule(config: JsonObject): WatchRule {
  const folders = textsOf(config.folders)
  if (folders.length === 0)
    throw new AppError({
      code: 'trigger.no-folder',
      message: 'No folder is named.',
      fix: 'Name one or more folders, such as ~/Downloads.',
    })
  const kinds = textsOf(config.kinds).map(kindOf)
  if (kinds.length === 0)
    throw new AppError({
      code: 'trigger.no-change',
      message: 'It is not said what has to happen to a file.',
      fix: `Choose one or more of ${CHANGE_KINDS.join(', ')}.`,
    })
  return {
    folders: [...new Set(folders)],
    match: typeof config.match === 'string' && config.match.trim() !== '' ? config.match.trim() : '*',
    recursive: config.recursive === true,
    kinds: new Set(kinds),
    settleMs: parseDuration(typeof config.settle === 'string' ? config.settle : '2s'),
    batch: config.batch === true,
    atStart: config.atStart === true,
  }
}

/** Which files are watched in a folder, as a text: files that another rule has seen are no measure for this one. */
export const scopeOf = ({ match, recursive }: WatchRule): string => JSON.stringify([match, recursive])

/** A single text stands for a list of one. */
const textsOf = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((one) => one !== undefined && one !== null)
    .map((one) => String(one).trim())
    .filter((one) => one !== '')

function kindOf(text: string): ChangeKind {
  const kind = CHANGE_KINDS.find((one) => one === text.toLowerCase())
  if (kind) return kind
  throw new AppError({
    code: 'trigger.unknown-change',
    message: `"${text.slice(0, 80)}" is nothing that can happen to a file.`,
    fix: `Choose among ${CHANGE_KINDS.join(', ')}.`,
  })
}
