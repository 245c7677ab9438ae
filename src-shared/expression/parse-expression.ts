import { type Comment, type Expression as Node, type Options, parseExpressionAt, tokenizer } from 'acorn'
import { syntaxProblem } from './syntax-error.ts'

/** Expressions are strict code, on their own, with nothing to wait for. */
const OPTIONS: Options = {
  ecmaVersion: 'latest',
  sourceType: 'module',
  allowAwaitOutsideFunction: false,
  allowHashBang: false,
  // brackets count: the analysis cuts the source at node borders
  preserveParens: true,
}

export type Found = { node: Node; code: string /** offset behind the closing braces */; end: number }

/**
 * Reads the expression that begins at `from` (behind `{{`). It ends at the first `}}` that leaves
 * something that parses: braces in strings, objects, patterns and templates belong to it.
 * @param open offset of `{{`
 * @throws AppError `expression.syntax`
 */
export function parseExpression(text: string, open: number, from: number): Found {
  // a slice, since acorn counts the lines before the place where it begins
  const rest = text.slice(from)
  const comments: Comment[] = []
  let node: Node | undefined
  let failure: unknown
  try {
    node = parseExpressionAt(rest, 0, { ...OPTIONS, onComment: comments })
  } catch (error) {
    failure = error
  }
  const inComment = endInLineComment(rest, comments)
  if (inComment) return { ...inComment, end: from + inComment.end }
  if (!node) throw unreadable(text, open, from, rest, failure)
  const close = skipBlanks(rest, node.end, comments)
  if (!rest.startsWith('}}', close)) throw notClosed(text, open, from + close)
  const code = rest.slice(0, close)
  refuseHtmlComments(text, from, code)
  return { node, code, end: from + close + 2 }
}

/** `{{ a // note }}`: the line comment would swallow the braces, but what stands before them parses. */
function endInLineComment(rest: string, comments: Comment[]): Found | null {
  for (const { type, start, end } of comments) {
    if (type !== 'Line') continue
    for (let at = rest.indexOf('}}', start); at >= 0 && at < end; at = rest.indexOf('}}', at + 1)) {
      const code = rest.slice(0, at)
      const node = parseWhole(code)
      if (node) return { node, code, end: at + 2 }
    }
  }
  return null
}

function parseWhole(code: string): Node | null {
  try {
    const comments: Comment[] = []
    const node = parseExpressionAt(code, 0, { ...OPTIONS, onComment: comments })
    return skipBlanks(code, node.end, comments) === code.length ? node : null
  } catch {
    return null
  }
}

const BLANK = /\s*/y

/** Offset of the next thing behind `at` that is neither blank nor comment. */
function skipBlanks(code: string, at: number, comments: Comment[]): number {
  for (;;) {
    BLANK.lastIndex = at
    BLANK.test(code)
    const next = BLANK.lastIndex
    const comment = comments.find((c) => c.start === next)
    if (!comment) return next
    at = comment.end
  }
}

/** Scripts take `<!--` and `-->` for comments, modules do not: what we read must be what runs. */
function refuseHtmlComments(text: string, from: number, code: string): void {
  if (!code.includes('<!--') && !code.includes('-->')) return
  const count = (sourceType: 'module' | 'script') => [...tokenizer(code, { ...OPTIONS, sourceType })].length
  if (count('module') !== count('script'))
    throw syntaxProblem(
      text,
      from + Math.max(code.indexOf('<!--'), code.indexOf('-->')),
      'JavaScript may read "<!--" and "-->" as comments',
      'Put a space between the signs.',
    )
}

function notClosed(text: string, open: number, at: number): Error {
  if (at >= text.length)
    return syntaxProblem(
      text,
      open,
      'The expression that begins with "{{" is not closed',
      'End it with "}}", or write "\\{{" for two plain braces.',
    )
  const sign = text.startsWith('}', at) ? '}' : String.fromCodePoint(text.codePointAt(at) as number)
  return syntaxProblem(
    text,
    at,
    `"${sign}" is not expected here`,
    'Write one JavaScript expression between "{{" and "}}".',
  )
}

function unreadable(text: string, open: number, from: number, rest: string, failure: unknown): Error {
  if (failure instanceof RangeError || /stack space/.test(String(failure)))
    return syntaxProblem(
      text,
      open,
      'The expression is nested too deeply',
      'Split it over several blocks.',
      failure,
    )
  if (!(failure instanceof SyntaxError)) throw failure
  if (rest.trimStart().startsWith('}}'))
    return syntaxProblem(
      text,
      open,
      'There is nothing between "{{" and "}}"',
      'Name a value, such as {{ input }}.',
    )
  const at = from + ((failure as SyntaxError & { pos?: number }).pos ?? 0)
  if (at >= text.length) return notClosed(text, open, at)
  const reason = failure.message.replace(/ \(\d+:\d+\)$/, '')
  const what =
    reason === 'Unexpected token'
      ? `"${String.fromCodePoint(text.codePointAt(at) as number)}" is not expected here`
      : `The expression cannot be read: ${reason}`
  return syntaxProblem(text, at, what, 'Write one JavaScript expression between "{{" and "}}".', failure)
}
