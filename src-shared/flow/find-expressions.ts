import { type Expression, parseExpressionAt } from 'acorn'

/** One `{{ ... }}` of a text: where its inside stands, and that inside parsed. */
export type FoundExpression = { start: number; end: number; tree: Expression }

/** A text with more endings than this to try holds no expression anybody wrote. */
const MOST_ENDINGS = 100

/**
 * The expressions of a text. `{{` ends at the first `}}` that leaves an expression that parses; `\{{` is
 * literal; a text with one that never parses has none. `parseText` of #shared/expression finds the same
 * ones, and much about each; it builds on this room, so this room cannot build on it.
 */
export function findExpressions(text: string): FoundExpression[] {
  const found: FoundExpression[] = []
  for (let open = text.indexOf('{{'), from = 0; open >= 0; open = text.indexOf('{{', from)) {
    from = open + 2
    if (open > (found.at(-1)?.end ?? -2) + 2 && text[open - 1] === '\\') continue
    const expression = expressionAt(text, open + 2)
    if (!expression) return []
    found.push(expression)
    from = expression.end + 2
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

/** What may follow an expression; one at a time, so that nothing is tried twice. */
const BLANK_OR_COMMENT = /\s+|\/\*[\s\S]*?\*\/|\/\/[^\n\r\u2028\u2029]*/y

function isBlank(code: string, from: number): boolean {
  BLANK_OR_COMMENT.lastIndex = from
  while (BLANK_OR_COMMENT.lastIndex < code.length) if (!BLANK_OR_COMMENT.test(code)) return false
  return true
}

function parseWhole(code: string): Expression | undefined {
  try {
    const tree = parseExpressionAt(code, 0, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      preserveParens: true,
    })
    return isBlank(code, tree.end) ? tree : undefined
  } catch {
    return undefined // a syntax error, or brackets too deep for the parser: no expression either way
  }
}
