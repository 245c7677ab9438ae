// A JavaScript worker, seen from inside: wiring only. What runs here is not Blockloom's own.
import { AppError } from '#shared/error'
import { codeOffer } from './workers/inside/code-offer.ts'
import { CODE_MODULES, raiseFence } from './workers/inside/fence.ts'
import { sayConsole } from './workers/inside/say-console.ts'
import { Server } from './workers/inside/serve.ts'
import { openWire } from './workers/inside/wire.ts'
import type { WorkerOrder } from './workers/worker-script.ts'

const order: WorkerOrder = JSON.parse(process.argv[2] ?? 'null')
const wire = openWire()
const model = 'permission' in process && process.permission !== undefined

const refuse = (what: string): AppError =>
  new AppError({
    code: 'worker.not-permitted',
    message:
      order.module === null
        ? `The code may not ${what}.`
        : `The package may not ${what}: it does not declare it.`,
    fix:
      order.module === null
        ? 'Say under "Touches" what the code does outside; files and programs have blocks of their own.'
        : 'Ask whoever made the package to declare it.',
  })

const offer = order.module === null ? codeOffer(order.packages) : await packageOf(order.module)
const server = new Server(wire, { ...offer, atOnce: order.atOnce })
sayConsole(() => server.current())
raiseFence({
  permissions: order.permissions,
  model,
  only: order.module === null && order.packages === null ? CODE_MODULES : null,
  refuse,
})
server.start({ permissions: model })

/** Packages have files and the web as standard blocks do; few workers need to load any of that. */
async function packageOf(file: string) {
  const [{ packageOffer }, { offerSdk }, { laterWorld }] = await Promise.all([
    import('./workers/inside/package-offer.ts'),
    import('./workers/inside/offer-sdk.ts'),
    import('./workers/inside/later-world.ts'),
  ])
  await offerSdk()
  const world = laterWorld({
    files: async (signal) => (await import('./world/make-files.ts')).makeFiles({}, signal),
    // what a package may reach is what it declared: the fence holds that
    web: async () => (await import('./world/make-http.ts')).makeHttp({ addresses: () => ['any'] }),
  })
  return packageOffer(file, world)
}
