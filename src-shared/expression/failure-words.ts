import { AppError } from '#shared/error'
import { nearestWord } from '#shared/flow'
import { readPath } from './path-reading.ts'
import type { RootUse } from './root-uses.ts'
import { type ExpressionScope, HELPERS, isRoot, ROOTS } from './scope.ts'
import type { Expression, Path } from './template.ts'

/** Long expressions and texts are shown by their beginnings. */
const SHOWN = 80

type Failure = { code: string; message: string; fix: string; path?: Path; cause?: unknown }

function problem(expression: Expression, { code, message, fix, path, cause }: Failure): AppError {
  const { source, start, end } = expression
  const details = { expression: source, start, end, ...(path && { path }) }
  return new AppError({ code, message, fix, cause, details })
}

export const tooLong = (expression: Expression, ms: number): AppError =>
  problem(expression, {
    code: 'expression.timeout',
    message: `\`${shorten(expression.source)}\` took longer than ${ms} ms and was stopped.`,
    fix: 'Let it do less, or move the work into a JavaScript block.',
  })

export function tooMuch(expression: Expression, why: 'memory' | 'depth', bytes: number): AppError {
  const source = `\`${shorten(expression.source)}\``
  if (why === 'depth')
    return problem(expression, {
      code: 'expression.memory',
      message: `${source} calls itself, or goes into its values, too deeply.`,
      fix: 'Look for a function that calls itself without an end, or use flatter values.',
    })
  return problem(expression, {
    code: 'expression.memory',
    message: `${source} needs more than ${Math.round(bytes / 1024 / 1024)} MB of memory.`,
    fix: 'Name a smaller part of the value, or move the work into a JavaScript block.',
  })
}

/** JavaScript that the parser takes and QuickJS does not. */
export const unreadable = (expression: Expression, cause: Error): AppError =>
  problem(expression, {
    code: 'expression.syntax',
    message: `\`${shorten(expression.source)}\` cannot be run: ${cause.message}.`,
    fix: 'Write it in another way.',
    cause,
  })

const NOT_JSON_FIX: Record<string, string> = {
  NaN: 'Check the numbers it is made of: NaN comes from a text or a missing value in a sum.',
  'a function': 'Call the function, with brackets and what it needs.',
  'a Map': 'Write Object.fromEntries(map) or [...map].',
  'a Set': 'Write [...set].',
  'a Promise': 'An expression cannot wait: use a JavaScript block.',
  'a circle': 'A value cannot hold itself: leave that part out.',
  'a bigint': 'Write Number(value) or String(value).',
}

/** A result that is no JSON value. */
export function refusal(expression: Expression, { what, at }: { what: string; at: string }): AppError {
  const source = `\`${shorten(expression.source)}\``
  const where = at && at.length <= SHOWN ? ` at ${at}` : ''
  const words =
    what === 'deep'
      ? 'lists and objects nested more than 400 deep'
      : what === 'a circle'
        ? 'a value that holds itself'
        : article(what)
  return problem(expression, {
    code: 'expression.not-json',
    message: `${source} gives ${words}${where}, which cannot be passed on.`,
    fix: NOT_JSON_FIX[what] ?? 'Give texts, numbers, true, false, null, lists and plain objects only.',
  })
}

const article = (what: string) => (/^a [AEIOU]/.test(what) ? `an ${what.slice(2)}` : what)

/** What the expression itself threw, in plain words where the cause is known. */
export function thrown(
  expression: Expression,
  { name, message }: { name: string; message: string },
  scope: ExpressionScope,
): AppError {
  const cause = { name, message }
  const known =
    readsNothing(expression, message, scope) ??
    callsNoFunction(expression, message, scope) ??
    unknownName(message)
  if (known) return problem(expression, { code: 'expression.failed', cause, ...known })
  return problem(expression, {
    code: 'expression.failed',
    message:
      `\`${shorten(expression.source)}\` failed: ${shorten(message) || name || 'no reason given'}.`.replace(
        '..',
        '.',
      ),
    fix: 'Check the expression and the values it reads.',
    cause,
  })
}

type Words = { message: string; fix: string; path?: Path }

/** "cannot read property 'map' of undefined" becomes "`input.items` is undefined here". */
function readsNothing({ plan }: Expression, message: string, scope: ExpressionScope): Words | null {
  const match = /^cannot (?:read|set) property (?:'(.*)' )?of (undefined|null)$/s.exec(message)
  if (!match) return null
  // QuickJS does not name an index
  const [, key, nothing] = match
  for (const { written } of plan.uses) {
    for (let i = 1; i < written.length; i++) {
      if (key !== undefined && String(written[i]) !== key) continue
      const path = written.slice(0, i)
      if (readPath(scope, path) !== (nothing === 'null' ? null : undefined)) continue
      return {
        message: `\`${showPath(path)}\` is ${nothing} here, so \`${showPath(written.slice(0, i + 1))}\` cannot be read.`,
        fix: `Check the name, or write \`${showPath(path)}?${showKey(key as string).replace(/^\[/, '.[')}\` if it may be missing.`,
        path,
      }
    }
  }
  return {
    message: `Something is ${nothing} here, so its \`${key}\` cannot be read.`,
    fix: 'Write ?. instead of . where a value may be missing.',
  }
}

/** "not a function", where a path of the expression is called. */
function callsNoFunction({ plan }: Expression, message: string, scope: ExpressionScope): Words | null {
  if (!/not a function$/.test(message)) return null
  const called = plan.uses.filter((use) => use.called && !hasFunction(scope, use))
  const [use] = called
  if (!use || called.length > 1) return null
  const owner = use.written.slice(0, -1)
  const what = owner.length > 0 ? kindOf(readPath(scope, owner)) : ''
  return {
    message: what
      ? `\`${showPath(use.written)}\` is not a function: \`${showPath(owner)}\` is ${what} here.`
      : `\`${showPath(use.written)}\` is not a function.`,
    fix: 'Check the name and the kind of the value before it.',
    path: use.written,
  }
}

function hasFunction(scope: ExpressionScope, { written }: RootUse): boolean {
  const value = readPath(scope, written.slice(0, -1))
  const key = written.at(-1) as string | number
  return (
    written.length > 1 && value !== undefined && value !== null && typeof Object(value)[key] === 'function'
  )
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'an object'
  )
}

function unknownName(message: string): Words | null {
  const name = /^'?([^' ]+)'? is not defined$/.exec(message)?.[1]
  if (!name || isRoot(name)) return null
  return {
    message: `\`${name}\` is not known here.`,
    fix: whatIsKnown(name),
  }
}

/** What to write instead of a name that means nothing: the one that is nearly it, else all there are. */
export function whatIsKnown(name: string): string {
  const meant = nearestWord(name, [...ROOTS, ...HELPERS])
  if (meant) return `Did you mean \`${meant}\`?`
  return `Use one of ${ROOTS.join(', ')}, or a function: ${HELPERS.join(', ')}. A text needs quotes.`
}

const showKey = (key: string | number) =>
  typeof key === 'string' && /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key)
    ? `.${key}`
    : `[${JSON.stringify(key)}]`

const showPath = (path: Path) =>
  path.slice(1).reduce<string>((text, key) => text + showKey(key), String(path[0]))

const shorten = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
