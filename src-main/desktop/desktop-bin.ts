import { shell } from 'electron'
import { AppError } from '#shared/error'

/**
 * The bin as Electron reaches it on macOS and Windows. On Linux it asks a program that may be missing: there the
 * runtime's own way is surer.
 */
export const desktopBin = (): ((path: string) => Promise<void>) | undefined =>
  process.platform === 'linux' ? undefined : toBin

async function toBin(path: string): Promise<void> {
  try {
    await shell.trashItem(path)
  } catch (cause) {
    throw new AppError({
      code: 'files.no-bin',
      message: `${path} cannot go to the bin: the system refused it. It is still there.`,
      fix: 'Choose "for ever" if it may be deleted without a bin.',
      details: { path },
      cause,
    })
  }
}
