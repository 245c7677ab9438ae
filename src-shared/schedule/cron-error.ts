import { AppError } from '#shared/error'

/** What is wrong with a value of a cron field: `The hour "25" of the schedule is wrong: 25 is not from 0 to 23.` */
export const cronError = (
  code: string,
  field: { readonly name: string; readonly min: number; readonly max: number },
  given: { readonly text: string; readonly column: number },
  why: string,
  fix: string,
): AppError =>
  new AppError({
    code,
    message:
      given.text === ''
        ? `The ${field.name} of the schedule is wrong at column ${given.column}: ${why}.`
        : `The ${field.name} "${given.text}" of the schedule, at column ${given.column}, is wrong: ${why}.`,
    fix,
    details: {
      column: given.column,
      cronField: field.name,
      value: given.text,
      min: field.min,
      max: field.max,
    },
  })
