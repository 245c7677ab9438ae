import type { AppError } from '#shared/error'
import { fileProblem } from '../file-error.ts'

/** @param why a clause: `its end is missing` */
export const brokenArchive = (path: string, why: string, entry?: string, cause?: unknown): AppError =>
  fileProblem({
    code: 'files.broken-archive',
    message:
      entry === undefined
        ? `${path} cannot be read as a zip archive: ${why}.`
        : `${path} is damaged at ${said(entry)}: ${why}.`,
    fix: 'Get the file again; nothing was unpacked.',
    path,
    details: {
      ...(entry !== undefined && { entry }),
      ...(cause instanceof Error && { said: cause.message }),
    },
  })

/** @param why a clause about the name: `it leads out of its folder` */
export const unsafeArchive = (path: string, entry: string, why: string): AppError =>
  fileProblem({
    code: 'files.unsafe-archive',
    message: `${path} holds ${said(entry)}, which is not unpacked: ${why}.`,
    fix: 'Nothing was unpacked. Make the archive again without it, or ask whoever sent it.',
    path,
    details: { entry },
  })

export const lockedArchive = (path: string, entry: string): AppError =>
  fileProblem({
    code: 'files.encrypted-archive',
    message: `${path} is locked with a password (${said(entry)}), which cannot be unlocked here.`,
    fix: 'Unpack it with another program, or get it without a password. Nothing was unpacked.',
    path,
    details: { entry },
  })

export const unknownPacking = (path: string, entry: string, method: number): AppError =>
  fileProblem({
    code: 'files.unknown-compression',
    message: `${path} holds ${said(entry)}, packed in a way not known here (${METHODS[method] ?? `method ${method}`}).`,
    fix: 'Make the archive again as a plain zip ("deflate"). Nothing was unpacked.',
    path,
    details: { entry, method },
  })

/** @param what a clause: `12 GB unpacked, more than 4 GB` */
export const archiveTooLarge = (path: string, what: string, field: string): AppError =>
  fileProblem({
    code: 'files.archive-too-large',
    message: `${path} holds ${what}.`,
    fix: 'If you trust the archive, raise that limit of the block. Nothing was unpacked.',
    path,
    details: { field },
  })

const METHODS: Readonly<Record<number, string | undefined>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
  99: 'AES',
}

/** A name from outside, fit for a sentence. */
const said = (entry: string): string => JSON.stringify(entry.length > 200 ? `${entry.slice(0, 200)}…` : entry)
