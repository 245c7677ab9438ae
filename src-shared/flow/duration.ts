import { AppError } from '#shared/error'

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const FORM = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/

/** Whether a text is a duration such as "250ms", "30s", "5m", "2h", "1d". */
export const isDuration = (text: string): boolean => FORM.test(text.trim())

/**
 * Milliseconds of a duration text.
 * @throws AppError `duration.invalid` when it is not one
 */
export function parseDuration(text: string): number {
  const match = FORM.exec(text.trim())
  if (!match)
    throw new AppError({
      code: 'duration.invalid',
      message: `"${text}" is not a length of time.`,
      fix: 'Write a number and a unit: 250ms, 30s, 5m, 2h or 1d.',
    })
  return Number(match[1]) * (UNITS[match[2] as string] as number)
}
