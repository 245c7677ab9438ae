import { homedir } from 'node:os'
import { join } from 'node:path'
import { catalog } from '#blocks/catalog'
import { runners } from '#blocks/runners'
import type { BlockDesktop, ProgramOrder, StopSignal } from '#shared/block'
import { createEvaluator } from '#shared/expression'
import type { Caller } from './api/context.ts'
import { homesOf } from './api/folders.ts'
import { makeRouter, type Router } from './api/handlers.ts'
import { serveLocal } from './api/local-socket.ts'
import { makeClient } from './api/typed-client.ts'
import { allowedFolders } from './runtime/allowed-folders.ts'
import { environmentOf } from './runtime/environment.ts'
import { allowedAddresses, proxySettings } from './runtime/network-settings.ts'
import { createRuntime, type Runtime } from './runtime/runtime.ts'
import { openStore, type Store } from './store/open-store.ts'
import type { Keychain } from './store/secrets/secret-key.ts'
import { launchChild } from './workers/child-launch.ts'
import { codeRunner } from './workers/code-runner.ts'
import { type Fork, launchForked } from './workers/forked-launch.ts'
import { runProgram } from './workers/run-program.ts'
import { openPool, type WorkerPool } from './workers/worker-pool.ts'
import { workerScript } from './workers/worker-script.ts'
import { loadSandboxWasm, readVersion } from './world/app-root.ts'
import type { Bin } from './world/bin/bin.ts'
import { holdYoungSpace } from './world/hold-young-space.ts'
import { makeDigest } from './world/make-digest.ts'
import { makeFiles } from './world/make-files.ts'
import { makeHttp } from './world/make-http.ts'
import { makeIds } from './world/make-ids.ts'
import { systemClock, threadTime } from './world/system-clock.ts'
import { systemDesktop } from './world/system-desktop.ts'
import { systemDice } from './world/system-dice.ts'
import { systemFacts } from './world/system-facts.ts'

export type ComposeOptions = {
  /** the data folder */
  folder: string
  /** hosts resume what a crash left and answer one-shot commands; a command does neither */
  host: 'desktop' | 'serve' | 'command'
  /** the folder of package.json */
  root: string
  /** the bin, where the host has a better way to it than a program without a desktop */
  bin?: Bin
  /** notifications, clipboard and what else the host has of a desktop; missing: the system's own programs */
  desktop?: BlockDesktop
  /** of the desktop, around the key of the secrets; missing: this is not the desktop */
  keychain?: Keychain
  /** how JavaScript workers are started, where the host has a way of its own */
  forkWorker?: Fork
  onBug?(error: unknown, where: string): void
}

export type { Fork } from './workers/forked-launch.ts'

/** The composed program: what every host stands on. */
export type Blockloom = {
  router: Router
  runtime: Runtime
  store: Store
  version: string
  /** what runs code and packages that are not Blockloom's own */
  workers: WorkerPool
  client(kind: Caller['kind']): ReturnType<typeof makeClient>
  onBug(error: unknown, where: string): void
  /** whether work can be taken: the disk takes what is written */
  ready(): boolean
  /** lets running runs come to an end, then lets go of the data folder */
  close(): Promise<void>
}

/**
 * Builds the runtime out of its parts; decides nothing.
 * @throws AppError of the store when the data folder cannot be had
 */
export async function compose({
  folder,
  host,
  root,
  bin,
  keychain,
  forkWorker,
  desktop = systemDesktop(process.platform, process.env),
  onBug = reportBug,
}: ComposeOptions): Promise<Blockloom> {
  holdYoungSpace()
  const clock = systemClock
  const ids = makeIds(clock)
  const version = readVersion(root)
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const store = openStore({ folder, clock, ids, kind: host, keychain })
  await store.secrets.unlock()
  const evaluator = await createEvaluator({
    loadWasm: () => loadSandboxWasm(root),
    deadline: threadTime,
  })
  const { journal, versions, kept, states, settings, secrets } = store
  const script = workerScript()
  const others = launchChild({ script, now: clock.monotonic })
  const launch = forkWorker ? launchForked({ fork: forkWorker, script, others }) : others
  const workers = openPool({ clock, launch })
  const web = makeHttp({
    addresses: () => allowedAddresses(settings),
    proxy: () => proxySettings(settings),
    userAgent: `Blockloom/${version}`,
  })
  const world = {
    files: (signal: StopSignal) => makeFiles({ allowed: allowedFolders(settings), bin }, signal),
    http: web.http,
    openHttp: web.open,
    digest: makeDigest,
    computer: (signal: StopSignal) => ({
      ...desktop,
      run: (order: ProgramOrder) => runProgram(order, signal),
      facts: () => systemFacts(clock.now()),
    }),
    environment: () => environmentOf(settings, process.env),
    runCode: codeRunner(workers),
    zone,
  }
  const making = { catalog, runners, evaluator, world, clock, ids, dice: systemDice }
  const runtime = createRuntime({ journal, versions, kept, states, settings, secrets, ...making })
  const router = makeRouter({
    store,
    runtime,
    catalog,
    info: { version, host, dataFolder: folder, platform: process.platform, home: homedir(), zone },
    templatesFolder: join(root, 'templates'),
    homes: () => homesOf(allowedFolders(settings)),
    env: process.env,
    now: clock.now,
    onBug,
  })
  const local = host === 'command' ? undefined : await serveLocal(router, folder)
  if (local) {
    store.announce(local.path)
    await runtime.recover()
  }
  return {
    router,
    runtime,
    store,
    version,
    workers,
    onBug,
    ready: () => !store.journal.halted(),
    client: (kind) => makeClient(router, { kind }),
    async close() {
      await local?.close()
      await runtime.stop()
      await workers.close()
      await store.close()
      evaluator.dispose()
    },
  }
}

function reportBug(error: unknown, where: string): void {
  process.stderr.write(`A bug in ${where}: ${(error as Error)?.stack ?? error}\n`)
}
