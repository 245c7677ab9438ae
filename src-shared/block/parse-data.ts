import type { Json } from '#shared/flow'
import { jsonProblem } from './json-problem.ts'

/** As deep as values between blocks may be. */
const DEEPEST = 200

/**
 * JSON that another program sent: what most readers take is taken, so the last of two equal keys counts. Parsed by the
 * engine's own parser for speed; only a text that is refused is read again, slowly, to find the place. Texts that a
 * person keeps are read by `strictJson`.
 * @param what what the text is, for the sentence: `The answer`
 * @throws AppError `data.broken-json` or `data.too-deep`, with `details.line` and `details.column`
 */
export function parseData(text: string, what: string): Json {
  let value: Json
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    throw jsonProblem(text, what)
  }
  if (!mayTravel(value)) throw jsonProblem(text, what)
  return value
}

/** Level by level, never recursing: the depth is one of the things in doubt. A number too large became infinite. */
function mayTravel(value: Json): boolean {
  let level: Json[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    const below: Json[] = []
    for (const one of level) {
      if (typeof one === 'number' && !Number.isFinite(one)) return false
      if (typeof one !== 'object' || one === null) continue
      if (depth >= DEEPEST) return false
      for (const held of Object.values(one) as Json[]) if (held !== null) below.push(held)
    }
    level = below
  }
  return true
}
