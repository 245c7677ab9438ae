import type { BlockFiles } from '#shared/block'
import { mediaTypeOf } from './media-type.ts'
import { namePattern } from './name-pattern.ts'
import { networkDriveOf } from './network-drive.ts'

/**
 * What watching folders needs of this machine's files: the very rules that blocks live by.
 * @param files as a block would get them now: the folders that flows may use can change
 * @param own the data folder, which no flow watches
 */
export const watchedFiles = (files: () => Pick<BlockFiles, 'resolve'>, own: string) => ({
  resolve: (folder: string): Promise<string> => files().resolve(folder),
  pattern: namePattern,
  typeOf: mediaTypeOf,
  networkDriveOf: (real: string) => networkDriveOf(real),
  own,
})
