/** A place in a text: both 1-based; columns count UTF-16 units, as editors do. */
export type TextPosition = { line: number; column: number }

/** Line and column of an offset. Lines end with LF, CR LF or CR. A byte order mark has no width. */
export function positionAt(text: string, offset: number): TextPosition {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let line = 1
  let lineStart = start
  for (let i = start; i < offset; i++) {
    const code = text.charCodeAt(i)
    if (code === 13 && text.charCodeAt(i + 1) === 10 && i + 1 < offset) i++
    else if (code !== 10 && code !== 13) continue
    line++
    lineStart = i + 1
  }
  return { line, column: Math.max(offset - lineStart, 0) + 1 }
}

/** "line 3, column 5" */
export const inWords = (at: TextPosition): string => `line ${at.line}, column ${at.column}`
