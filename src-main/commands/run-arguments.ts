import { jsonProblem } from '#shared/block'
import { AppError } from '#shared/error'
import type { FlowDocument, Json } from '#shared/flow'
import type { CommandIo } from './command-io.ts'
import { readNamedText } from './read-flow-file.ts'

const wrong = (message: string, fix: string) => new AppError({ code: 'command.wrong-use', message, fix })

/** @throws AppError `command.wrong-use` that names what is not JSON */
export function parseJson(text: string, what: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong(jsonProblem(text, what).message, 'Text needs quotes of its own: \'"like this"\'.')
  }
}

/** `--input JSON | @file | -`, under this or another name */
export async function readInput(
  word: string | undefined,
  io: CommandIo,
  flag = '--input',
): Promise<Json | undefined> {
  if (word === undefined) return undefined
  if (word === '-') return parseJson(await io.stdin(), 'What came on stdin')
  if (!word.startsWith('@')) return parseJson(word, flag)
  const name = word.slice(1)
  return parseJson(await readNamedText(name, io.cwd, 'an input'), name)
}

/** `--var name=value`, several times: text, unless the variable's own value is of another kind; then JSON. */
export function readVariables(words: readonly string[], document: FlowDocument): Record<string, Json> {
  const values: Record<string, Json> = {}
  for (const word of words) {
    const cut = word.indexOf('=')
    if (cut < 1)
      throw wrong(
        cut < 0 ? `--var ${word} has no "=".` : `--var ${word} has no name before the "=".`,
        'Write it like this: --var folder=/home/me/Downloads',
      )
    const name = word.slice(0, cut)
    const variable = document.variables?.find((v) => v.name === name)
    if (!variable) throw unknownVariable(name, document)
    const text = word.slice(cut + 1)
    values[name] = typeof variable.value === 'string' ? text : parseJson(text, `--var ${name}`)
  }
  return values
}

/** `--var name=json`, several times, for a run whose flow is not at hand: what is no JSON is text. */
export function readVariablesAsJson(words: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    words.map((word) => {
      const cut = word.indexOf('=')
      if (cut < 1) throw wrong(`--var ${word} has no "=".`, 'Write it like this: --var count=3')
      const text = word.slice(cut + 1)
      try {
        return [word.slice(0, cut), JSON.parse(text) as Json]
      } catch {
        return [word.slice(0, cut), text]
      }
    }),
  )
}

function unknownVariable(name: string, document: FlowDocument): AppError {
  const names = (document.variables ?? []).map((v) => v.name)
  return wrong(
    `"${document.name}" has no variable "${name}".`,
    names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has no variables; leave --var out.',
  )
}
