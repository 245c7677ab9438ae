export const UNITS = ['ms', 's', 'm', 'h', 'd'] as const
export type DurationUnit = (typeof UNITS)[number]
export type DurationDraft = { amount: string; unit: DurationUnit }

const FORM = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)\s*$/

/** "30s" as amount and unit; what is no duration stays in the amount, to be seen and mended. */
export function readDuration(text: string): DurationDraft {
  const [, amount, unit] = FORM.exec(text) ?? []
  return amount ? { amount, unit: unit as DurationUnit } : { amount: text.trim(), unit: 's' }
}

/** Missing when there is no amount. A unit typed behind the amount counts. */
export function writeDuration({ amount, unit }: DurationDraft): string | undefined {
  const text = amount.trim()
  if (text === '') return undefined
  return /^\d+(\.\d+)?$/.test(text) ? `${text}${unit}` : text
}
