import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

/** A name no person gives, hidden, in the same folder so that it is on the same disk. */
export const temporaryName = (folder: string): string =>
  join(folder, `.blockloom-${randomBytes(8).toString('hex')}.part`)
