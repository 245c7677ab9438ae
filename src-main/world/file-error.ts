import { AppError, type AppErrorShape } from '#shared/error'

type Words = {
  code: string
  message: (path: string, what: string) => string
  fix: string
  retryable?: boolean
}

const NOT_FOUND: Words = {
  code: 'files.not-found',
  message: (path) => `There is nothing at ${path}.`,
  fix: 'Check the path; perhaps it was moved or renamed.',
}
const NO_PERMISSION: Words = {
  code: 'files.no-permission',
  message: (path, what) => `Not allowed to ${what} ${path}.`,
  fix: 'Change the permissions of the file or its folder, or choose another one.',
}
const DISK_FULL: Words = {
  code: 'files.disk-full',
  message: (path, what) => `No space is left on the disk to ${what} ${path}.`,
  fix: 'Make room on that disk, then run the flow again.',
}
const IN_USE: Words = {
  code: 'files.in-use',
  message: (path, what) => `Could not ${what} ${path}: another program is using it.`,
  fix: 'Close the program that holds it, then try again.',
  retryable: true,
}
const TOO_MANY_OPEN: Words = {
  code: 'files.too-many-open',
  message: (path, what) => `Could not ${what} ${path}: too many files are open at once.`,
  fix: 'Try again, with less going on at the same time.',
  retryable: true,
}

/** By the system's error code (errno names of POSIX; libuv gives the same on Windows). */
const WORDS: Readonly<Record<string, Words | undefined>> = {
  ENOENT: NOT_FOUND,
  EACCES: NO_PERMISSION,
  EPERM: NO_PERMISSION,
  EROFS: {
    code: 'files.read-only',
    message: (path, what) => `Could not ${what} ${path}: that disk can only be read.`,
    fix: 'Choose a place on another disk.',
  },
  EEXIST: {
    code: 'files.exists',
    message: (path) => `There is already something at ${path}.`,
    fix: 'Choose another name, or what to do if it is there already.',
  },
  EISDIR: {
    code: 'files.is-folder',
    message: (path) => `${path} is a folder, not a file.`,
    fix: 'Give the path of a file.',
  },
  ENOTDIR: {
    code: 'files.not-a-folder',
    message: (path) => `${path} cannot be reached: something on the way there is a file, not a folder.`,
    fix: 'Check the path.',
  },
  EBUSY: IN_USE,
  ETXTBSY: IN_USE,
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EFBIG: {
    code: 'files.too-large',
    message: (path) => `${path} would become larger than this disk allows.`,
    fix: 'Write less into one file, or choose another disk.',
  },
  ENAMETOOLONG: {
    code: 'files.name-too-long',
    message: (path) => `The name is too long: ${path}.`,
    fix: 'Choose a shorter name; most disks take 255 bytes.',
  },
  ELOOP: {
    code: 'files.link-loop',
    message: (path) => `${path} is a link that leads round in a circle.`,
    fix: 'Repair or remove the link.',
  },
  EMFILE: TOO_MANY_OPEN,
  ENFILE: TOO_MANY_OPEN,
  EIO: {
    code: 'files.disk-error',
    message: (path, what) => `The disk failed to ${what} ${path}.`,
    fix: 'Check the disk; its data may be in danger.',
    retryable: true,
  },
}

/** The system's code of an error, such as ENOENT. */
export const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/**
 * A system error in plain words; what is none (a bug, an AppError) comes back as it is.
 * @param what what was being done, as a verb: "read", "write to"
 */
function fileError(error: unknown, path: string, what: string): unknown {
  const code = systemCode(error)
  if (error instanceof AppError || code === undefined || !/^E[A-Z0-9]+$/.test(code)) return error
  const words = WORDS[code]
  return new AppError({
    code: words?.code ?? 'files.failed',
    message: words?.message(path, what) ?? `Could not ${what} ${path} (${code}).`,
    fix: words?.fix ?? 'Check the disk and the path.',
    retryable: words?.retryable ?? false,
    details: { path, systemCode: code },
    cause: error,
  })
}

/** A problem that is found before the system could. */
export const fileProblem = (shape: AppErrorShape & { path: string }): AppError => {
  const { path, ...rest } = shape
  return new AppError({ ...rest, details: { path, ...rest.details } })
}

/** Something is where nothing should be. */
export const alreadyThere = (path: string, folder = false): AppError =>
  fileProblem({
    code: 'files.exists',
    message: `There is already ${folder ? 'a folder' : 'something'} at ${path}.`,
    fix: folder
      ? 'Folders are never replaced: choose "add a number to the name", or another place.'
      : 'Choose another name, or what to do if it is there already.',
    path,
  })

/** Runs one deed on files; its system errors come out in plain words about this path. */
export async function inWords<T>(path: string, what: string, deed: () => Promise<T>): Promise<T> {
  try {
    return await deed()
  } catch (error) {
    throw fileError(error, path, what)
  }
}
