/** Where in a text something stands: line and column, both from 1. Lines end with LF, CR LF or CR. */
export class TextPlace {
  line = 1
  /** in UTF-16 units, as editors count them */
  column = 1
  #afterCr = false

  /** Goes over a piece of the text; pieces follow one another. */
  pass(text: string, from = 0, to = text.length): this {
    if (to <= from) return this
    const start = this.#afterCr && text.charCodeAt(from) === LF ? from + 1 : from
    this.#afterCr = text.charCodeAt(to - 1) === CR
    let lineStart = -1
    let cr = text.indexOf('\r', start)
    for (let at = start; ; at = lineStart) {
      const lf = text.indexOf('\n', at)
      if (cr !== -1 && cr < at) cr = text.indexOf('\r', at)
      const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr
      if (end === -1 || end >= to) break
      const isPair = end === cr && lf === end + 1 && lf < to
      lineStart = end + (isPair ? 2 : 1)
      this.line++
    }
    if (lineStart >= 0) this.column = to - lineStart + 1
    else this.column += to - start
    return this
  }

  copy(): TextPlace {
    const copy = new TextPlace()
    copy.line = this.line
    copy.column = this.column
    copy.#afterCr = this.#afterCr
    return copy
  }
}

const LF = 10
const CR = 13
