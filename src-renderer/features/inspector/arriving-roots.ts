import { isList } from '#shared/block'
import type { Json } from '#shared/flow'
import type { Colour } from '../../ui/block-art/colour.ts'
import type { TreeRoot } from '../../ui/value-tree/value-rows.ts'
import type { Arriving } from './arriving.ts'

export type RootTexts = { passOf(at: number, of: number): string; vars: string; run: string }

/** What arrives as roots of a tree: the item first, then the input, earlier blocks, variables and the run. */
export function rootsOf(
  arriving: Arriving,
  categoryOf: (type: string) => Colour,
  inputColour: Colour,
  texts: RootTexts,
): TreeRoot[] {
  const { item, index, items, input, vars, blocks, run } = arriving
  const control = { category: 'control' as const }
  const hasItem = item !== undefined
  return [
    ...(hasItem
      ? [
          {
            ...{ key: 'item', label: 'item', code: 'item', value: item, open: true, ...control },
            ...(items !== null && index !== undefined && { note: texts.passOf(index + 1, items) }),
          },
        ]
      : []),
    ...(index === undefined
      ? []
      : [{ key: 'index', label: 'index', code: 'index', value: index, ...control }]),
    {
      ...{ key: 'input', label: 'input', code: 'input', value: input, open: !hasItem },
      category: inputColour,
    },
    ...blocks.map(({ block, value }) => ({
      ...{
        key: `block ${block.id}`,
        label: block.name,
        code: `blocks[${JSON.stringify(block.name)}]`,
        value,
      },
      category: categoryOf(block.type),
    })),
    ...(Object.keys(vars).length > 0
      ? [{ key: 'vars', label: texts.vars, code: 'vars', value: vars as Json, category: 'data' as const }]
      : []),
    { key: 'run', label: texts.run, code: 'run', value: run as Json, category: 'computer' as const },
  ]
}

/**
 * A value's shape as a value of its own: lists by one item that has the fields of the first hundred, so that
 * it can be shown as a tree. Depth is bounded: shapes deeper than that are not read by anybody.
 */
export function shapeOf(value: Json | undefined, depth = 6): Json {
  if (value === undefined || value === null || typeof value !== 'object' || depth === 0) return value ?? null
  if (isList(value)) {
    if (value.length === 0) return []
    const some = value.slice(0, 100)
    const objects = some.filter((each) => typeof each === 'object' && each !== null && !isList(each))
    const merged = objects.length > 0 ? Object.assign({}, ...[...objects].reverse()) : some[0]
    return [shapeOf(merged, depth - 1)]
  }
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, shapeOf(held, depth - 1)]))
}
