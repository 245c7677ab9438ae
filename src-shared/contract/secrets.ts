import { z } from 'zod'
import { operation } from './operation.ts'
import { appError } from './shapes.ts'

const admin = operation('admin')
const name = z.object({ name: z.string() })

/** Never with its value: no operation gives one back. */
const secret = z.object({
  name: z.string(),
  setAt: z.number(),
  lastUsedAt: z.number().nullable(),
  /** ids of the flows that may use it; null: all */
  flows: z.array(z.string()).readonly().nullable(),
  /** false: it was set with a key that is not here, and has to be set again */
  readable: z.boolean(),
})
const secretKey = z.object({
  /** who can open the key: whoever can read its file, or only who can open the keychain too; null: there is none yet */
  guard: z.enum(['file', 'keychain']).nullable(),
  /** of this computer: there, none that keeps things, or only reached by the desktop app */
  keychain: z.enum(['there', 'none', 'elsewhere']),
  path: z.string(),
  problem: appError.optional(),
})
export type Secret = z.infer<typeof secret>
export type SecretKeyReport = z.infer<typeof secretKey>

export const secrets = {
  list: admin
    .route({ method: 'GET', path: '/secrets', summary: 'Secrets: their names, never their values' })
    .output(z.object({ secrets: z.array(secret), key: secretKey })),
  names: operation('edit')
    .route({ method: 'GET', path: '/secrets/names', summary: 'Names of secrets, to choose from' })
    .output(z.array(z.string())),
  /** for all of them at once: flows whose draft or newest version names a secret */
  uses: admin
    .route({ method: 'GET', path: '/secrets/uses', summary: 'Which flows name which secrets' })
    .output(
      z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string() }))).meta({
        description: 'flows by the name of the secret',
      }),
    ),
  set: admin
    .route({
      method: 'PUT',
      path: '/secrets/{name}',
      summary: 'Set a secret, or only which flows may use it; its value is never given back',
    })
    .input(
      name.extend({
        /** 6 to 16384 characters; left out: as it was */
        value: z.string().optional(),
        /** ids; null: all; left out: as before, all for a new one */
        flows: z.array(z.string()).max(1000).nullable().optional(),
      }),
    )
    .output(secret),
  delete: admin
    .route({ method: 'DELETE', path: '/secrets/{name}', summary: 'Delete a secret' })
    .input(name)
    .output(secret),
  guard: admin
    .route({
      method: 'POST',
      path: '/secrets/guard',
      summary: 'Let the keychain of this computer guard the key of the secrets, or keep the key in its file',
    })
    .input(z.object({ with: z.enum(['file', 'keychain']) }))
    .output(secretKey),
}

export const env = {
  list: operation('see')
    .route({
      method: 'GET',
      path: '/env',
      summary:
        'Names of the environment that expressions may read, and whether they are set; never their values',
    })
    .output(z.array(z.object({ name: z.string(), isSet: z.boolean() }))),
}
