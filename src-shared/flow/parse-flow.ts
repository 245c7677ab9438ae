import { AppError, type Problem } from '#shared/error'
import { assertShape } from './check-shape.ts'
import { decodeUtf8, utf8Length } from './decode-utf8.ts'
import type { FlowDocument } from './document.ts'
import { guardJson } from './guard-json.ts'
import { MAX_BYTES } from './limits.ts'
import { type JsonPath, readJson } from './read-json.ts'
import { positionAt, type TextPosition } from './text-position.ts'
import { unknownKeys } from './unknown-keys.ts'

export type ParsedFlow = {
  document: FlowDocument
  /** warnings only: keys that are not known */
  problems: Problem[]
}

/**
 * A flow file as a document. What it says is not looked at here: see checkFlow.
 * @param source bytes of UTF-8 or text; a byte order mark is taken silently
 * @throws AppError `flow.too-large`, `flow.not-utf8`, `flow.broken-json`, `flow.too-deep`,
 * `flow.forbidden-key`, `flow.duplicate-key`, `flow.unknown-format`, `flow.wrong-shape`; with
 * `details.line` and `details.column` wherever there is a place
 */
export function parseFlow(source: Uint8Array | string): ParsedFlow {
  refuseLarge(typeof source === 'string' ? utf8Length(source) : source.length)
  const text = typeof source === 'string' ? source : decodeUtf8(source)
  const value: unknown = readJson(text)
  const locate = (paths: readonly JsonPath[]) => locateAll(text, paths)
  assertShape(value, locate)
  const unknown = unknownKeys(value)
  const places = unknown.length > 0 ? locate(unknown.map(({ path }) => path)) : []
  return { document: value, problems: unknown.map(({ problem }, i) => ({ ...problem, ...places[i] })) }
}

export function refuseLarge(bytes: number): void {
  if (bytes <= MAX_BYTES) return
  throw new AppError({
    code: 'flow.too-large',
    message: `The flow is ${(bytes / 1024 / 1024).toFixed(1)} MB large; at most 20 MB are read.`,
    fix: 'Keep large values in files of their own and let the flow read them.',
    details: { bytes },
  })
}

/** Where each path stands: its key (or its value in a list), or the nearest thing around it that is there. */
function locateAll(text: string, paths: readonly JsonPath[]): (TextPosition | undefined)[] {
  const wanted = new Set(paths.flatMap((path) => path.map((_, i) => keyOf(path.slice(0, i + 1)))))
  const lasts = new Set<string | number | undefined>([undefined, ...paths.flat()])
  const offsets = new Map<string, number>()
  readJson(text, (last, pathOf, at) => {
    if (!lasts.has(last)) return // most values, and most files are large: their paths are never made
    const key = keyOf(pathOf())
    if (last === undefined || wanted.has(key)) offsets.set(key, at)
  })
  return paths.map((path) => {
    for (let length = path.length; length >= 0; length--) {
      const offset = offsets.get(keyOf(path.slice(0, length)))
      if (offset !== undefined) return positionAt(text, offset)
    }
    return undefined
  })
}

const keyOf = (path: JsonPath): string => JSON.stringify(path)

/**
 * A document that arrived already parsed (over the API, from the clipboard), guarded as a file is.
 * @throws AppError as guardJson; `flow.unknown-format`, `flow.wrong-shape`
 */
export function acceptFlow(value: unknown): ParsedFlow {
  guardJson(value)
  const candidate: unknown = value
  assertShape(candidate)
  return { document: candidate, problems: unknownKeys(candidate).map(({ problem }) => problem) }
}
