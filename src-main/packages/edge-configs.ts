import type { BlockDeclaration, Field } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'

export type EdgeConfig = { readonly config: JsonObject; readonly says: string }

const LONG = 'word '.repeat(4000)

/** Configs that a block's fields allow and that are easily forgotten, each with one field changed. */
export function edgeConfigs({ fields }: Pick<BlockDeclaration, 'fields'>, base: JsonObject): EdgeConfig[] {
  return Object.entries(fields).flatMap(([key, field]) =>
    edgesOf(field).map(({ value, says }) => ({
      config: { ...base, [key]: value },
      says: `"${field.title}" = ${says}`,
    })),
  )
}

const edge = (value: Json, says = JSON.stringify(value)) => ({ value, says })

function edgesOf(field: Field): { value: Json; says: string }[] {
  const none = field.required || field.default !== undefined ? [] : [edge('', 'nothing')]
  switch (field.kind) {
    case 'text':
    case 'long-text':
      return [...none, edge(' '), edge('äß€😀\n\t"\\'), edge('0'), edge(LONG, '20,000 letters')]
    case 'number':
      return numbers(field).map((number) => edge(number))
    case 'choice':
      return (field.choices ?? []).map(({ value }) => edge(value))
    case 'yes-no':
    case 'condition':
      return [edge(true), edge(false)]
    case 'list':
    case 'table':
      return [edge([])]
    case 'map':
      return [edge({})]
    case 'value':
      return [edge(null), edge([]), edge({ a: { b: [1] } }), edge(0)]
    default:
      return none
  }
}

function numbers({ min, max, whole }: Field): number[] {
  const inside = [0, 1, -1, whole ? 2 ** 31 : 0.1].filter(
    (one) => one >= (min ?? -Infinity) && one <= (max ?? Infinity),
  )
  return [...new Set([...(min === undefined ? [] : [min]), ...(max === undefined ? [] : [max]), ...inside])]
}
