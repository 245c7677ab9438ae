import { AppError } from '#shared/error'

const LONGEST = 31

/** What Excel takes as the name of a sheet. @throws AppError `data.bad-sheet-name` */
export function sheetName(text: string): string {
  const name = text.trim()
  const why = whyNot(name)
  if (!why) return name
  throw new AppError({
    code: 'data.bad-sheet-name',
    message: `A sheet cannot be called "${name.slice(0, 60)}": ${why}.`,
    fix: 'Give it another name, for example "Sheet1".',
    details: { field: 'sheet' },
  })
}

function whyNot(name: string): string | null {
  if (name === '') return 'it needs a name'
  if (name.length > LONGEST) return `the name may have ${LONGEST} letters, and this has ${name.length}`
  const bad = /[[\]:*?/\\]/.exec(name)?.[0]
  if (bad) return `the name may not hold ${bad}`
  if (name.startsWith("'") || name.endsWith("'")) return "the name may not begin or end with '"
  if (name.toLowerCase() === 'history') return 'Excel keeps that name for itself'
  return [...name].some((letter) => letter < ' ') ? 'the name holds a control character' : null
}
