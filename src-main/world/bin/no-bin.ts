import type { AppError } from '#shared/error'
import { fileProblem } from '../file-error.ts'

/** @param why a clause: `the disk it lies on has none` */
export const noBin = (path: string, why: string): AppError =>
  fileProblem({
    code: 'files.no-bin',
    message: `${path} cannot go to the bin: ${why}. It is still there.`,
    fix: 'Choose "for ever" if it may be deleted without a bin.',
    path,
  })
