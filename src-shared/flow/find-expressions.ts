import { type Expression, parseExpressionAt } from 'acorn'

/** One `{{ ... }}` of a text: where its inside stands, and that inside parsed. */
export type FoundExpression = { start: number; end: number; tree: Expression }

/** A text with more endings than this to try holds no expression anybody wrote. */
const MOST_ENDINGS = 100

/**
 * The expressions of a text. `{{` ends at the first `}}` that leaves an expression that parses; `\{{` is
 * literal; what never parses is passed over.
 */
export function findExpressions(text: string): FoundExpression[] {
  const found: FoundExpression[] = []
  for (let open = text.indexOf('{{'); open >= 0; ) {
    const expression = text[open - 1] === '\\' ? undefined : expressionAt(text, open + 2)
    if (expression) found.push(expression)
    open = text.indexOf('{{', expression ? expression.end + 2 : open + 2)
  }
  return found
}

function expressionAt(text: string, start: number): FoundExpression | undefined {
  let end = text.indexOf('}}', start)
  for (let tries = 0; end >= 0 && tries < MOST_ENDINGS; tries++) {
    const tree = parseWhole(text.slice(start, end))
    if (tree) return { start, end, tree }
    end = text.indexOf('}}', end + 1)
  }
  return undefined
}

function parseWhole(code: string): Expression | undefined {
  try {
    const tree = parseExpressionAt(code, 0, { ecmaVersion: 'latest' })
    return code.slice(tree.end).trim() === '' ? tree : undefined
  } catch {
    return undefined // a syntax error, or brackets too deep for the parser: no expression either way
  }
}
