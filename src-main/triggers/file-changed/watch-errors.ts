import { AppError } from '#shared/error'

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException)?.code

export const folderMissing = (folder: string): AppError =>
  new AppError({
    code: 'trigger.folder-missing',
    message: `The folder ${folder} is not there.`,
    fix: 'Make it, plug its drive in, or change the folder in the block. It is looked for again by itself.',
    retryable: true,
    details: { path: folder },
  })

const noFolder = (path: string): AppError =>
  new AppError({
    code: 'trigger.not-a-folder',
    message: `${path} is a file, not a folder.`,
    fix: 'Name the folder that it lies in, and the file under "Names".',
    details: { path },
  })

const denied = (folder: string): AppError =>
  new AppError({
    code: 'trigger.folder-denied',
    message: `Not allowed to look into ${folder}.`,
    fix: 'Change the permissions of the folder, or choose another one. It is tried again by itself.',
    retryable: true,
    details: { path: folder },
  })

/** All that was known in it is gone, and it lies on another drive: an empty place where a drive was. */
export const driveMissing = (folder: string): AppError =>
  new AppError({
    code: 'trigger.drive-missing',
    message: `${folder} is empty and on another drive than before: its own drive seems not to be connected.`,
    fix: 'Connect the drive. If the folder is to be here from now on, put one of its files back, or name another folder.',
    retryable: true,
    details: { path: folder },
  })

export const ownFolder = (folder: string): AppError =>
  new AppError({
    code: 'trigger.own-folder',
    message: `${folder} is where Blockloom keeps its own data: each run changes it and would start the next one.`,
    fix: 'Choose another folder.',
    details: { path: folder },
  })

const tooManyFolders = (folder: string, cause: unknown): AppError =>
  new AppError({
    code: 'trigger.watch-limit',
    message: `The system lets no more folders be watched: ${folder} could not be.`,
    fix:
      process.platform === 'linux'
        ? 'Raise its limits: sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512. Or watch fewer folders.'
        : 'Watch fewer folders, or close programs that have many files open.',
    retryable: true,
    details: { path: folder, systemCode: codeOf(cause) ?? null },
    cause,
  })

/** What the system said while a folder was reached, read or watched, in plain words. */
export function watchError(folder: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  const code = codeOf(cause)
  if (code === 'ENOENT') return folderMissing(folder)
  if (code === 'ENOTDIR') return noFolder(folder)
  if (code === 'EACCES' || code === 'EPERM') return denied(folder)
  if (code === 'ENOSPC' || code === 'EMFILE' || code === 'ENFILE') return tooManyFolders(folder, cause)
  return new AppError({
    code: 'trigger.watch-failed',
    message: `${folder} can no longer be watched${code === undefined ? '' : ` (${code})`}.`,
    fix: 'Check the disk and the folder. It is tried again by itself.',
    retryable: true,
    details: { path: folder, systemCode: code ?? null },
    cause,
  })
}
