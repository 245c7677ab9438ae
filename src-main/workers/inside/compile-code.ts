import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, Script } from 'node:vm'
import { AppError } from '#shared/error'
import { stripTypes } from './strip-types.ts'

export type CodeLanguage = 'javascript' | 'typescript'
type Code = (input: unknown, ctx: object) => Promise<unknown>

/** The name that a person's code has in stack traces. */
const NAME = 'block-code.js'
const FRAME = /block-code\.js:(\d+):(\d+)/
/** Compiled codes that are kept, the ones used last. */
const MOST_KEPT = 200

/** Makes functions of what people write, and keeps them. @param packages a folder with node_modules, or null */
export function makeCompiler(
  packages: string | null,
): (code: string, language: CodeLanguage) => Promise<Code> {
  const place = join(packages ?? tmpdir(), NAME)
  const require = createRequire(place)
  const kept = new Map<string, Promise<Code>>()
  return (code, language) => {
    const key = `${language} ${code}`
    const known = kept.get(key)
    const made =
      known ?? compile(code, language, place).then((run) => (input, ctx) => run(input, ctx, require))
    kept.delete(key)
    kept.set(key, made)
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string)
    return made
  }
}

const BEFORE = "(async (input, ctx, require) => { 'use strict'\n"
const AFTER = '\n})'
const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => unknown

async function compile(code: string, language: CodeLanguage, filename: string) {
  const wrapped = `${BEFORE}${code}${AFTER}`
  const isTyped = language === 'typescript'
  const script = isTyped
    ? await stripTypes(wrapped, (why, line, column) => syntaxError(code, 'TypeScript', why, line - 1, column))
    : wrapped
  let made: unknown
  try {
    made = new Script(script, {
      filename,
      lineOffset: -1,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext()
  } catch (thrown) {
    throw brokenSyntax(code, thrown)
  }
  refuseLooseEnds(code, script.slice(BEFORE.length, script.length - AFTER.length))
  return made as (...given: unknown[]) => Promise<unknown>
}

/** A brace too many would end our function before the code does, and what follows would run once and never again. */
function refuseLooseEnds(code: string, body: string): void {
  try {
    new AsyncFunction('input', 'ctx', 'require', body)
  } catch {
    throw syntaxError(code, 'JavaScript', 'it closes a bracket that it never opened')
  }
}

/** Where in the person's code an error came about; undefined when it cannot be told. */
export function placeInCode(thrown: unknown): { line: number; column: number } | undefined {
  const found = thrown instanceof Error ? FRAME.exec(String(thrown.stack)) : null
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined
}

/** V8 shows the line with a mark below it, above the words. */
function brokenSyntax(code: string, thrown: unknown): AppError {
  const { stack, message } = thrown as Error
  const lines = String(stack).split('\n')
  const line = Number(/block-code\.js:(\d+)/.exec(lines[0] ?? '')?.[1])
  const column = (lines[2]?.indexOf('^') ?? -1) + 1
  const isKnown = Number.isFinite(line) && column > 0
  return syntaxError(code, 'JavaScript', message, ...(isKnown ? [line, column] : []))
}

function syntaxError(code: string, language: string, why: string, line?: number, column?: number): AppError {
  const lines = code.split('\n')
  // our own closing bracket came where the code still wanted something
  const isBeyond = line !== undefined && line > lines.length
  const place = isBeyond
    ? { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
    : line !== undefined && column !== undefined && { line, column }
  const where = place ? ` at line ${place.line}, column ${place.column}` : ''
  return new AppError({
    code: 'code.broken-syntax',
    message: `The code is not valid ${language}${where}: ${isBeyond ? 'it ends too early' : why.replace(/\.$/, '')}.`,
    fix: 'Mend it there. It is the body of a function: it may await, and what it returns goes on.',
    ...(place && { details: place }),
  })
}
