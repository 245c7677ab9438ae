import { type BlockContext, type HttpAnswer, parseData } from '#shared/block'
import { AppError } from '#shared/error'
import type { Json } from '#shared/flow'
import { contentType } from '#shared/web'

/** The body of an answer as a value. Bytes that are no text do not travel in values: they are left out, with a word. */
export function readAnswer(answer: HttpAnswer, as: 'auto' | 'text' | 'json', log: BlockContext['log']): Json {
  if (answer.body.length === 0) return as === 'text' ? '' : null
  const { type: said, charset = 'utf-8' } = contentType(answer.headers['content-type'])
  const type = said || 'text/plain'
  if (as === 'auto' && !isText(type)) {
    log.warn(
      `The answer (${type}, ${answer.body.length} bytes) is not text and is left out. Read it "as a file" to keep it.`,
    )
    return null
  }
  const text = decode(answer.body, charset)
  if (as === 'json') return parseData(text, 'The answer')
  if (as === 'auto' && isJson(type)) return jsonOrText(text, log)
  return text
}

/** What calls itself JSON and is not must not undo a request that was made: it comes as text. */
function jsonOrText(text: string, log: BlockContext['log']): Json {
  try {
    return parseData(text, 'The answer')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.warn(`${error.message} It is given as text.`)
    return text
  }
}

const isJson = (type: string): boolean => type === 'application/json' || type.endsWith('+json')

const TEXTS =
  /^(text\/.*|application\/(xml|javascript|ecmascript|x-www-form-urlencoded|x-ndjson|yaml|graphql|sql|toml)|.*\+xml)$/
const isText = (type: string): boolean => isJson(type) || TEXTS.test(type)

function decode(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes) // a charset nobody knows: most likely UTF-8
  }
}
