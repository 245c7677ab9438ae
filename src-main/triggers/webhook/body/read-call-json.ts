import { AppError } from '#shared/error'
import { isForbiddenKey, type Json, MAX_DEPTH, readJson } from '#shared/flow'
import { CallRefused } from '../call-refused.ts'

/**
 * JSON as a value. `JSON.parse` is fast, but it lets twice the same key and endless numbers pass and does not say where
 * something is wrong: where it or the look at its value finds fault, the flows' own reader says what and where.
 * @throws CallRefused `webhook.broken-json` with line and column
 */
export function readCallJson(text: string): Json {
  try {
    const value = JSON.parse(text) as Json
    if (isSound(value, text)) return value
  } catch {
    // the other reader says what is wrong
  }
  try {
    return readJson(text)
  } catch (error) {
    if (error instanceof AppError) throw inBody(error)
    throw error
  }
}

function inBody({ code, message, details }: AppError): CallRefused {
  const { line, column } = details
  const words = message
    .replace(/^The file is/, 'The body is')
    .replace(' is not allowed in a flow', ' is not taken')
  return new CallRefused('webhook.broken-json', words, { details: { line, column, why: code } })
}

type Visit = { value: object; depth: number }

/** Plain, finite, not too deep, no key twice. Never recurses. */
function isSound(whole: Json, text: string): boolean {
  let members = 0
  const open: Visit[] = []
  const visit = (value: Json, depth: number): boolean => {
    if (typeof value === 'number') return Number.isFinite(value)
    if (typeof value === 'object' && value !== null) {
      if (depth > MAX_DEPTH) return false
      open.push({ value, depth })
    }
    return true
  }
  if (!visit(whole, 1)) return false
  for (let one = open.pop(); one; one = open.pop()) {
    const { value, depth } = one
    if (Array.isArray(value)) {
      for (const item of value as Json[]) if (!visit(item, depth + 1)) return false
      continue
    }
    for (const key of Object.keys(value)) {
      members += 1
      if (isForbiddenKey(key) || !visit((value as Record<string, Json>)[key] as Json, depth + 1)) return false
    }
  }
  return members === colonsIn(text)
}

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a]

/** Colons outside of texts: each belongs to one member as it was written. */
function colonsIn(text: string): number {
  let colons = 0
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i)
    if (sign === COLON) colons += 1
    else if (sign === QUOTE) {
      for (i += 1; text.charCodeAt(i) !== QUOTE; i++) if (text.charCodeAt(i) === BACKSLASH) i += 1
    }
  }
  return colons
}
