import type { Problem } from '#shared/error'
import type { FlowDocument } from './document.ts'
import { nearestWord } from './nearest-word.ts'
import type { JsonPath } from './read-json.ts'
import {
  blockSchema,
  flowSchema,
  keepRunsSchema,
  linkSchema,
  monitorSchema,
  noteSchema,
  optionsSchema,
  retrySchema,
  settingsSchema,
  variableSchema,
} from './schema.ts'

type Shape = { readonly shape: object }
const known = (schema: Shape): ReadonlySet<string> => new Set(Object.keys(schema.shape))

/** Where keys are known, by the place with list numbers and names written as `*`; elsewhere anything may stand. */
const KNOWN: readonly [place: readonly string[], keys: ReadonlySet<string>][] = [
  [[], known(flowSchema)],
  [['variables', '*'], known(variableSchema)],
  [['blocks', '*'], known(blockSchema)],
  [['blocks', '*', 'options'], known(optionsSchema)],
  [['blocks', '*', 'options', 'retry'], known(retrySchema)],
  [['links', '*'], known(linkSchema)],
  [['notes', '*'], known(noteSchema)],
  [['monitors', '*'], known(monitorSchema)],
  [['settings'], known(settingsSchema)],
  [['settings', 'keepRuns'], known(keepRunsSchema)],
]

/** Keys this version does not know: kept, and named, since a slip of the hand looks the same. */
export function unknownKeys(document: FlowDocument): { path: JsonPath; problem: Problem }[] {
  const found: { path: JsonPath; problem: Problem }[] = []
  for (const [place, keys] of KNOWN)
    for (const { path, value } of placesOf(document, place))
      for (const key of Object.keys(value)) {
        if (keys.has(key)) continue
        found.push({ path: [...path, key], problem: unknownKey(document, [...path, key], keys) })
        if (found.length === MOST_WARNINGS) return found
      }
  return found
}

/** A file with more of them was made by another program, and nobody reads them all. */
const MOST_WARNINGS = 100

type Found = { path: JsonPath; value: object }

function placesOf(document: FlowDocument, place: readonly string[]): Found[] {
  let found: Found[] = [{ path: [], value: document }]
  for (const part of place)
    found = found.flatMap(({ path, value }) =>
      Object.entries(value)
        .filter(
          ([key, inner]) => (part === '*' || key === part) && typeof inner === 'object' && inner !== null,
        )
        .map(([key, inner]) => ({
          path: [...path, Array.isArray(value) ? Number(key) : key],
          value: inner as object,
        })),
    )
  return found
}

function unknownKey(document: FlowDocument, path: JsonPath, keys: ReadonlySet<string>): Problem {
  const key = String(path.at(-1))
  const meant = nearestWord(key, keys)
  const block = path[0] === 'blocks' ? document.blocks[path[1] as number] : undefined
  return {
    code: 'flow.unknown-key',
    severity: 'warning',
    message: `Blockloom does not know the key "${key}"${block ? ` of the block "${block.name}"` : ''}; it is kept and ignored.`,
    fix: meant ? `Did you mean "${meant}"?` : 'Remove it if it is not meant for another program.',
    ...(block && { block: block.id }),
    path: pathInWords(path),
  }
}

/** `blocks[3].config.url`; keys that are no plain words stand in brackets. */
export const pathInWords = (path: JsonPath): string =>
  path
    .map((part, i) =>
      typeof part === 'number'
        ? `[${part}]`
        : /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(part)
          ? `${i === 0 ? '' : '.'}${part}`
          : `[${JSON.stringify(part)}]`,
    )
    .join('')
