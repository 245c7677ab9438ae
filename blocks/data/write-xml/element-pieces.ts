import { isList, isObject } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { attributeText, contentText, nestedList, xmlName } from './xml-text.ts'

/**
 * An element as XML text, in pieces: keys `@name` are attributes, `#text` its text, others its elements, as many as a
 * list has; nothing is an empty element. With `indent`, elements without text of their own have lines of their own.
 * @throws AppError `data.not-xml` that names the place in the value
 */
export function elementPieces(name: string, value: Json, indent: boolean): Generator<string> {
  return element(xmlName(name, []), value, { indent, depth: 0, trail: [name] })
}

type Where = { indent: boolean; depth: number; trail: readonly string[] }

function* element(name: string, value: Json, where: Where): Generator<string> {
  if (isList(value)) throw nestedList(where.trail)
  const text = textOf(value, where.trail)
  const attributes = isObject(value) ? attributesOf(value, where.trail) : ''
  const inside = isObject(value) ? Object.entries(value).filter(([key]) => isElement(key)) : []
  const hasElements = inside.some(([, held]) => !isList(held) || held.length > 0)
  if (text === '' && !hasElements) {
    yield `<${name}${attributes}/>`
    return
  }
  yield `<${name}${attributes}>${text}`
  // blanks beside a text would become part of it
  const indent = where.indent && text === ''
  if (hasElements) yield* elements(inside, { ...where, indent })
  yield hasElements && indent ? `\n${'  '.repeat(where.depth)}</${name}>` : `</${name}>`
}

function* elements(inside: readonly [string, Json][], { indent, depth, trail }: Where): Generator<string> {
  for (const [key, held] of inside) {
    const way = [...trail, key]
    const name = xmlName(key, way)
    for (const [i, one] of (isList(held) ? held : [held]).entries()) {
      if (indent) yield `\n${'  '.repeat(depth + 1)}`
      yield* element(name, one, { indent, depth: depth + 1, trail: isList(held) ? [...way, String(i)] : way })
    }
  }
}

const isElement = (key: string): boolean => !key.startsWith('@') && key !== '#text'

function attributesOf(value: JsonObject, trail: readonly string[]): string {
  let text = ''
  for (const [key, held] of Object.entries(value)) {
    if (!key.startsWith('@')) continue
    const way = [...trail, key]
    text += ` ${xmlName(key.slice(1), way)}="${attributeText(held, way)}"`
  }
  return text
}

function textOf(value: Json, trail: readonly string[]): string {
  if (!isObject(value)) return contentText(value, trail)
  return value['#text'] === undefined ? '' : contentText(value['#text'], [...trail, '#text'])
}
