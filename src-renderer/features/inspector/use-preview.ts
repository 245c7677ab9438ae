import { useEffect, useState } from 'react'
import { type Field, finishConfig } from '#shared/block'
import { AppError } from '#shared/error'
import { type ExpressionScope, parseText, type Template } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import { pageEvaluator } from '../../model/expressions.ts'
import type { Arriving } from './arriving.ts'
import { firstItemOf } from './first-item.ts'
import { type InspectedBlock, useInspected } from './inspector-context.ts'

export type Preview =
  /** there is nothing to work out, or it does not parse: that is a problem of the field */
  | { is: 'none' }
  /** `of`: worked out on the first of so many items */
  | { is: 'value'; value: Json | undefined; of?: number }
  /** it fails, or gives what the field cannot take */
  | { is: 'error'; error: AppError }

/** Typing is not held up by large data: work begins when it pauses this long, in ms. */
const RESTS = 60

const NONE: Preview = { is: 'none' }

/** What a text of a field gives on the data that arrives: worked out by the engine's own code while it is typed. */
export function usePreview(text: Json | undefined, key: string, field: Field, wanted: boolean): Preview {
  const { arriving, block, declaration } = useInspected()
  const { config } = block
  const [preview, setPreview] = useState<Preview>(NONE)
  const ask = wanted && typeof text === 'string' && text.includes('{{') && !field.raw
  useEffect(() => {
    let current = true
    if (!ask) return setPreview(NONE)
    const work = () =>
      evaluate(text, key, field, { arriving, config, declaration })
        .then((result) => current && setPreview(result))
        .catch((error) => console.error(error))
    const timer = setTimeout(work, RESTS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [ask, text, key, field, arriving, config, declaration])
  return ask ? preview : NONE
}

type Around = Pick<InspectedBlock, 'arriving' | 'declaration'> & { config: JsonObject }

async function evaluate(text: string, key: string, field: Field, around: Around): Promise<Preview> {
  const template = parsed(text)
  if (!template || template.constant) return NONE
  try {
    const evaluator = await pageEvaluator()
    const { arriving, config, declaration } = around
    const scope = scopeOf(arriving)
    const first = field.perItem && (await firstItemOf(evaluator, declaration, config, scope))
    if (field.perItem && !first) return NONE
    const seen = first ? { ...arriving, item: first.item, index: 0 } : arriving
    if (evaluator.needsSandbox(template)) await evaluator.ready()
    const value = evaluator.evaluateText(template, scopeOf(seen)) as Json | undefined
    return { ...taken(key, field, value, arriving), ...(first && { of: first.items }) }
  } catch (error) {
    if (error instanceof AppError) return { is: 'error', error }
    throw error
  }
}

/** The field's own kind has a word in it: a list field takes no text. Examples may be of the wrong kind. */
function taken(
  key: string,
  field: Field,
  value: Json | undefined,
  { from }: Arriving,
): Preview & { is: 'value' } {
  if (value === undefined || from === 'sample') return { is: 'value', value }
  const finished = finishConfig({ fields: { [key]: field } }, { [key]: value })
  return { is: 'value', value: finished[key] ?? value }
}

function parsed(text: string): Template | undefined {
  try {
    return parseText(text)
  } catch {
    return undefined
  }
}

/** The roots as the engine gives them; no secrets and no surroundings in a preview. */
export function scopeOf(arriving: Arriving): ExpressionScope {
  const blocks = Object.fromEntries(arriving.blocks.map(({ block, value }) => [block.name, value]))
  return {
    root(name) {
      if (name === 'blocks') return blocks
      if (name === 'secrets' || name === 'env') return undefined
      return arriving[name]
    },
    now: () => arriving.now,
    random: () => 0.5,
    uuid: () => '00000000-0000-4000-8000-000000000000',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
