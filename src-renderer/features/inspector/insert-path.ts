export type Inserted = { text: string; caret: number }

/** Puts a path into a text at a selection: in braces of its own, or bare where the caret is inside braces. */
export function insertPath(text: string, from: number, to: number, code: string): Inserted {
  const piece = isInside(text, from) ? code : `{{ ${code} }}`
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length }
}

/** The same in JSON: where no text is open, the expression becomes one. */
export function insertInJson(text: string, from: number, to: number, code: string): Inserted {
  const fit = inJsonText(code)
  if (isInText(text, from)) return insertPath(text, from, to, fit)
  const piece = `"{{ ${fit} }}"`
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length }
}

/** Quotes of an expression would end the text of JSON it stands in. */
export const inJsonText = (code: string): string =>
  code.includes("'") ? JSON.stringify(code).slice(1, -1) : code.replaceAll('"', "'")

/** Whether a text of JSON is open at a place. */
function isInText(json: string, offset: number): boolean {
  let open = false
  for (let i = 0; i < offset; i++) {
    if (open && json[i] === '\\') i++
    else if (json[i] === '"') open = !open
  }
  return open
}

/** Between the braces of an expression, or behind ones that are not closed yet. */
function isInside(text: string, offset: number): boolean {
  let at = 0
  for (const piece of markExpressions(text)) {
    const end = at + piece.text.length
    const last = piece.text.endsWith('}}') ? end - 2 : end
    if (piece.code && offset >= at + 2 && offset <= last) return true
    at = end
  }
  return false
}

/** A text in pieces that are code and pieces that are not, for colouring what is typed. */
export function markExpressions(text: string): { text: string; code: boolean }[] {
  return text
    .split(/((?<!\\)\{\{[\s\S]*?(?:\}\}|$))/)
    .map((piece, i) => ({ text: piece, code: i % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}

/** Where a dropped value goes: at the place itself, or beside the expression it fell into. */
export function dropPlace(text: string, offset: number): number {
  let at = 0
  for (const piece of markExpressions(text)) {
    const end = at + piece.text.length
    if (piece.code && offset > at && offset < end) return offset - at < end - offset ? at : end
    at = end
  }
  return beforeEscape(text, Math.min(offset, text.length))
}

/** A backslash before the braces would make them plain letters. */
function beforeEscape(text: string, offset: number): number {
  if (text.slice(offset - 2, offset) === '\\{') return offset - 2
  return text[offset - 1] === '\\' ? offset - 1 : offset
}
