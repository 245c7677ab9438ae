/** A piece of SQL that means something; blanks and comments are none. */
export type SqlToken = {
  kind: 'word' | 'text' | 'sign'
  /** words in capital letters; of texts and names in quotes, as they are written */
  text: string
  from: number
  to: number
}

/** Comments, texts and names in quotes, words, and every other sign by itself (sqlite.org/lang.html). */
const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|('(?:[^']|'')*'?|"(?:[^"]|"")*"?|`(?:[^`]|``)*`?|\[[^\]]*\]?)|([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)|([^\s])/g

export function* sqlTokens(sql: string): Generator<SqlToken> {
  for (const found of sql.matchAll(TOKEN)) {
    const [whole, quoted, word, sign] = found
    if (quoted === undefined && word === undefined && sign === undefined) continue
    const kind = quoted !== undefined ? 'text' : word !== undefined ? 'word' : 'sign'
    const text = kind === 'word' ? whole.toUpperCase() : whole
    yield { kind, text, from: found.index, to: found.index + whole.length }
  }
}
