import { z } from 'zod'
import { operation } from './operation.ts'
import { document, token } from './shapes.ts'

const see = operation('see')
const admin = operation('admin')

export const tokens = {
  list: admin.route({ method: 'GET', path: '/tokens', summary: 'Tokens of programs' }).output(z.array(token)),
  create: admin
    .route({
      method: 'POST',
      path: '/tokens',
      summary: 'Make a token; its text is shown this once',
      successStatus: 201,
    })
    .input(z.object({ name: z.string().min(1).max(100), expiresInDays: z.number().positive().optional() }))
    .output(token.extend({ text: z.string() })),
  revoke: admin
    .route({ method: 'DELETE', path: '/tokens/{id}', summary: 'Make a token useless' })
    .input(z.object({ id: z.string() }))
    .output(token),
}

export const folders = {
  /** for the folder picker of the browser; the desktop asks its own dialog */
  list: operation('edit')
    .route({ method: 'GET', path: '/folders', summary: 'The folders inside a folder of this machine' })
    .input(z.object({ path: z.string().optional() }))
    .output(
      z.object({
        path: z.string(),
        parent: z.string().nullable(),
        folders: z.array(z.object({ name: z.string(), path: z.string() })),
        /** good places to begin: home, Downloads, Documents */
        places: z.array(z.object({ name: z.string(), path: z.string() })),
      }),
    ),
}

export const templates = {
  list: see
    .route({ method: 'GET', path: '/templates', summary: 'Flows to start from' })
    .output(z.array(z.object({ name: z.string(), title: z.string(), description: z.string(), document }))),
}

const network = {
  /**
   * addresses that flows may reach: `any`, `public`, `named` (private ones that are written out in the flow itself),
   * addresses and ranges such as `10.0.0.0/8`
   */
  allowedAddresses: z
    .array(z.union([z.enum(['any', 'public', 'named']), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
    .max(1000),
  /** `none`, or the address of one, without user and password; null: HTTPS_PROXY and HTTP_PROXY of the environment */
  proxy: z.union([z.literal('none'), z.url({ protocol: /^https?$/ }).regex(/^[^@]*$/)]).nullable(),
  /** what is asked without the proxy: hosts (and all below them), `host:port`, addresses and ranges */
  noProxy: z.array(z.string().regex(/^\S+$/).max(300)).max(1000),
}

/** Where webhooks are called, and what calls may cost. */
const webhooks = {
  /**
   * hosts under which others reach this machine, behind a proxy or a tunnel, as they stand in `Host`: webhooks, and links
   * of questions, are taken there too
   */
  publicHosts: z
    .array(
      z
        .string()
        .regex(/^[\w.-]+(:\d{1,5})?$/)
        .max(253),
    )
    .max(100),
  /** a port for webhooks alone; null: that of `blockloom serve`, 4321 on the desktop */
  hooksPort: z.coerce.number().int().min(1).max(65_535).nullable(),
  /** files in PEM for that port; null: it speaks no TLS */
  hooksCert: z.string().max(4096).nullable(),
  hooksKey: z.string().max(4096).nullable(),
  /** MB of a body that becomes a value, and of all files of one call */
  hooksBodyMb: z.coerce.number().positive().max(64),
  hooksFilesMb: z.coerce.number().positive().max(100_000),
  /** how long an answer waits for the run */
  hooksWaitSeconds: z.coerce.number().positive().max(3600),
  /** calls at once, and runs of webhooks that have not ended */
  hooksCalls: z.coerce.number().int().positive().max(100_000),
  hooksRuns: z.coerce.number().int().positive().max(1_000_000),
}

const settings = z.object({
  ...network,
  ...webhooks,
  /** what a host does with runs that were under way when the one before it ended */
  onRestart: z.enum(['resume', 'ask', 'drop']),
  /** the folders that flows may use, with all in them, links followed; null: every place the person may reach */
  allowedFolders: z.array(z.string().min(1).max(4096)).max(100).nullable(),
  /** names of this machine's environment that expressions may read as `env.NAME` */
  allowedEnv: z
    .array(
      z
        .string()
        .regex(/^[^=\0]+$/)
        .max(200),
    )
    .max(1000),
})

const loginStart = z.object({
  /** the desktop app has it, other hosts do not */
  available: z.boolean(),
  on: z.boolean(),
  /** somebody said yes or no: nobody is asked again */
  answered: z.boolean(),
})

export const system = {
  settings: see
    .route({ method: 'GET', path: '/settings', summary: 'Settings of this host' })
    .output(settings),
  changeSettings: admin
    .route({ method: 'PUT', path: '/settings', summary: 'Change settings of this host' })
    .input(settings.partial())
    .output(settings),
  loginStart: see
    .route({ method: 'GET', path: '/login-start', summary: 'Whether the desktop app starts at login' })
    .output(loginStart),
  changeLoginStart: admin
    .route({ method: 'PUT', path: '/login-start', summary: 'Let the desktop app start at login, or not' })
    .input(z.object({ on: z.boolean() }))
    .output(loginStart),
  /** a new one-time link by which a browser signs in; null: nothing is served. For commands on this machine alone */
  signInLink: admin.output(z.object({ link: z.string().nullable() })),
  info: see.route({ method: 'GET', path: '/system', summary: 'What this is and where its data lies' }).output(
    z.object({
      version: z.string(),
      host: z.enum(['desktop', 'serve', 'command']),
      dataFolder: z.string(),
      /** bytes of the database: flows, runs and settings */
      databaseBytes: z.number(),
      platform: z.string(),
      home: z.string(),
      zone: z.string(),
      /** what stands before `/hooks/` in the address of a webhook; null: this host takes no calls */
      hooksUrl: z.string().nullable(),
    }),
  ),
}
