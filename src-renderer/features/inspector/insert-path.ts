export type Inserted = { text: string; caret: number }

/** Puts a path into a text at a selection: in braces of its own, or bare where the caret is inside braces. */
export function insertPath(text: string, from: number, to: number, code: string): Inserted {
  const opened = text.lastIndexOf('{{', from - 2)
  const inside = from >= 2 && opened >= 0 && text.indexOf('}}', opened) >= from - 1
  const unfinished = from >= 2 && opened >= 0 && text.indexOf('}}', opened) < 0
  const piece = inside || unfinished ? code : `{{ ${code} }}`
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length }
}

/** A text in pieces that are code and pieces that are not, for colouring what is typed. */
export function markExpressions(text: string): { text: string; code: boolean }[] {
  return text
    .split(/((?<!\\)\{\{[\s\S]*?(?:\}\}|$))/)
    .map((piece, i) => ({ text: piece, code: i % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
