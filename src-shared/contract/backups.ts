import { z } from 'zod'
import { operation } from './operation.ts'

const admin = operation('admin')

const backup = z.object({
  /** file name */
  name: z.string(),
  path: z.string(),
  /** ms since the epoch */
  at: z.number(),
  bytes: z.number(),
})
export type BackupView = z.infer<typeof backup>

/** Copies of the whole database: flows, runs, settings, secrets (whose key is not in them). */
export const backups = {
  list: admin
    .route({ method: 'GET', path: '/backups', summary: 'Backups in the data folder, newest first' })
    .output(z.array(backup)),
  make: admin
    .route({
      method: 'POST',
      path: '/backups',
      summary: 'Make a backup while everything goes on',
      successStatus: 201,
    })
    .input(
      z.object({
        /** a file on the host's machine, absolute; missing: one in the data folder */
        to: z.string().min(1).max(4096).optional(),
        /** write over what is there */
        replace: z.boolean().optional(),
      }),
    )
    .output(backup),
}
