import type { Json } from '#shared/flow'
import { jsonProblem } from './json-problem.ts'

/** As deep as values between blocks may be. */
const DEEPEST = 200

/**
 * The value of a JSON text, without what other readers let pass in silence: keys that stand twice in one object,
 * numbers too large to be any, names that reach a prototype. Read by the engine's own parser for speed; only where
 * something is wrong it is read again, slowly, to find the place.
 * @param what what the text is, for the sentence: `The text`, `notes.json`
 * @throws AppError `data.broken-json`, `data.duplicate-key`, `data.forbidden-key`, `data.too-deep`, each with
 *   `details.line` and `details.column`
 */
export function strictJson(text: string, what: string): Json {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  try {
    const value = JSON.parse(bare) as Json
    if (isSound(value, colonsIn(bare))) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw jsonProblem(text, what)
}

/** Keys in a text, also those that stand twice: each has its colon outside of the texts. */
function colonsIn(text: string): number {
  let colons = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 58) colons++
    else if (code === 34) i = endOfText(text, i)
  }
  return colons
}

function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** Behind an odd number of backslashes. */
function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === 92) first--
  return (at - first) % 2 === 1
}

/** Never recurses: the depth is one of the things in doubt. */
function isSound(whole: Json, keys: number): boolean {
  let left = keys
  let level: Json[] = [whole]
  for (let depth = 0; level.length > 0; depth++) {
    const below: Json[] = []
    for (const value of level) {
      if (typeof value === 'number' && !Number.isFinite(value)) return false
      if (typeof value !== 'object' || value === null) continue
      if (depth >= DEEPEST) return false
      if (Array.isArray(value)) for (const held of value) below.push(held)
      else
        for (const [name, held] of Object.entries(value) as [string, Json][]) {
          if (name === '__proto__' || name === 'constructor' || name === 'prototype') return false
          left--
          below.push(held)
        }
    }
    level = below
  }
  return left === 0
}
