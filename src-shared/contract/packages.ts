import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import type { BlockDeclaration } from '#shared/block'
import { operation } from './operation.ts'

const admin = operation('admin')
const see = operation('see')

const permissions = z.object({
  net: z.array(z.string()).readonly(),
  read: z.array(z.string()).readonly(),
  write: z.array(z.string()).readonly(),
  run: z.boolean(),
})
/** what of that is enforced here */
const hold = z.object({
  what: z.enum(['files', 'net', 'programs']),
  how: z.enum(['held', 'fence', 'open']),
  says: z.string(),
})
const flow = z.object({ id: z.string(), name: z.string() })
const about = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  author: z.string(),
  license: z.string(),
  version: z.string(),
  /** versions of Blockloom it works with */
  blockloom: z.string(),
  kind: z.enum(['javascript', 'python', 'program']),
  permissions,
  holds: z.array(hold),
})
const installed = about.extend({
  digest: z.string(),
  from: z.string(),
  installedAt: z.number(),
  /** types of its blocks */
  blocks: z.array(
    z.object({ type: z.string(), version: z.number(), title: z.string(), summary: z.string() }),
  ),
})
export type InstalledPackageView = z.infer<typeof installed>

const look = about.extend({
  /** to be given back with `install`, so that nothing else is installed than what was shown */
  digest: z.string(),
  /** the version that is here now */
  before: z.string().nullable(),
})
export type PackageLookView = z.infer<typeof look>

const migrated = z.object({
  /** blocks of flows whose config was brought up to date */
  flows: z.array(flow.extend({ blocks: z.number() })),
  /** blocks that could not be: they are problems of their flow now */
  left: z.array(flow.extend({ block: z.string(), why: z.string() })),
})
export type PackageMigration = z.infer<typeof migrated>

const blocks = z.object({
  /** goes up with every change */
  revision: z.number(),
  packages: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      version: z.string(),
      permissions,
      declarations: z
        .array(
          z.custom<BlockDeclaration>().meta({ description: 'the declaration of a block', type: 'object' }),
        )
        .readonly(),
      /** SVG by type; a drawing from outside: to be shown as a picture, never as part of a page */
      icons: z.record(z.string(), z.string()),
    }),
  ),
})
export type InstalledBlocks = z.infer<typeof blocks>

const from = z.object({
  /** absolute path, on the host's machine, of a folder or a packed file */
  from: z.string().min(1).max(4096),
})
const name = z.object({ name: z.string() })
const agreed = from.extend({ digest: z.string().optional() })

export const packages = {
  blocks: see
    .route({
      method: 'GET',
      path: '/packages/blocks',
      summary: 'The blocks of installed packages, to draw and check',
    })
    .output(blocks),
  /** the same, at once and after every change */
  watch: see.output(eventIterator(blocks)),
  list: admin
    .route({ method: 'GET', path: '/packages', summary: 'Installed block packages' })
    .output(z.array(installed)),
  show: admin
    .route({
      method: 'GET',
      path: '/packages/{name}',
      summary: 'One installed package, and which flows use it',
    })
    .input(name)
    .output(installed.extend({ usedBy: z.array(flow) })),
  look: admin
    .route({
      method: 'POST',
      path: '/packages/look',
      summary: 'What a package folder or file would install, without running any of it',
    })
    .input(from.extend({ how: z.enum(['install', 'update']).default('install') }))
    .output(look),
  install: admin
    .route({ method: 'POST', path: '/packages', summary: 'Install a block package', successStatus: 201 })
    .input(agreed)
    .output(installed.extend({ migrated })),
  update: admin
    .route({
      method: 'POST',
      path: '/packages/update',
      summary: 'Put a newer version in the place of an installed package; flows are brought up to date',
    })
    .input(agreed)
    .output(installed.extend({ before: z.string(), migrated })),
  remove: admin
    .route({
      method: 'DELETE',
      path: '/packages/{name}',
      summary: 'Remove a package; its blocks stay in their flows as placeholders',
    })
    .input(name)
    .output(installed.extend({ usedBy: z.array(flow) })),
}
