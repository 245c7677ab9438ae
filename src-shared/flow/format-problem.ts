// Apart from check-shape.ts: the studio checks a flow at every edit and needs no schemas for it.

/** The format comes before the shape: a newer file would only be told a heap of wrong things. */
export const formatProblem = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'format')) return undefined
  const { format } = value as { format: unknown }
  if (format === undefined || format === 1) return undefined
  return `This flow has format ${kindOf(format)}; this Blockloom reads format 1.`
}

export const FORMAT_FIX = 'Open it with a newer Blockloom, or export it again from the program that made it.'

/** What a value is, for a sentence: a short one itself, else its kind. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object') return 'an object'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 40 ? `${text.slice(0, 40)}...` : text
}
