import { homedir } from 'node:os'
import { join } from 'node:path'
import { catalog as standardCatalog } from '#blocks/catalog'
import { runners as standardRunners } from '#blocks/runners'
import type { BlockDesktop, ProgramOrder, StopSignal } from '#shared/block'
import { AppError } from '#shared/error'
import { createEvaluator } from '#shared/expression'
import { type AskDoor, askLinks, makeAskDoor, OwnAddress } from './api/ask-door.ts'
import type { Caller } from './api/context.ts'
import { homesOf } from './api/folders.ts'
import { makeRouter, type Router } from './api/handlers.ts'
import { serveLocal } from './api/local-socket.ts'
import type { LoginStart } from './api/login-start.ts'
import { SignInDoor } from './api/sign-in-door.ts'
import { makeClient } from './api/typed-client.ts'
import { LiveBlocks } from './packages/live-blocks.ts'
import { Packages } from './packages/packages.ts'
import { allowedFolders } from './runtime/allowed-folders.ts'
import { environmentOf } from './runtime/environment.ts'
import { allowedAddresses, proxySettings } from './runtime/network-settings.ts'
import type { RunRow } from './runtime/ports.ts'
import { Previews } from './runtime/preview/previews.ts'
import { RESTORED_KEY } from './runtime/resume.ts'
import { createRuntime, type Runtime } from './runtime/runtime.ts'
import { placesOf } from './store/data-folder.ts'
import { openStore, type Store } from './store/open-store.ts'
import { type Restored, restore } from './store/restore.ts'
import type { Keychain } from './store/secrets/secret-key.ts'
import type { DesktopEars } from './triggers/desktop-ears.ts'
import { createEvents } from './triggers/event/events.ts'
import { hatConfigs } from './triggers/hat-config.ts'
import { kindsOf } from './triggers/registry.ts'
import { PAUSED_KEY, Triggers } from './triggers/triggers.ts'
import { tellUnattendedFailures } from './triggers/unattended-failures.ts'
import type { Listen } from './triggers/webhook/hook-place.ts'
import { Hooks } from './triggers/webhook/hooks.ts'
import { launchChild } from './workers/child-launch.ts'
import { codeRunner } from './workers/code-runner.ts'
import { type Fork, launchForked } from './workers/forked-launch.ts'
import { openHeavyPool } from './workers/heavy/heavy-pool.ts'
import { heavyRunners } from './workers/heavy/heavy-runners.ts'
import { runProgram } from './workers/run-program.ts'
import type { HoldFacts } from './workers/what-holds.ts'
import { openPool, type WorkerPool } from './workers/worker-pool.ts'
import { entryPoint, workerScript } from './workers/worker-script.ts'
import { loadSandboxWasm, readVersion } from './world/app-root.ts'
import type { Bin } from './world/bin/bin.ts'
import { holdYoungSpace } from './world/hold-young-space.ts'
import { makeDigest } from './world/make-digest.ts'
import { makeFiles } from './world/make-files.ts'
import { makeHttp } from './world/make-http.ts'
import { makeIds } from './world/make-ids.ts'
import { returnMemory } from './world/return-memory.ts'
import { systemClock, threadTime } from './world/system-clock.ts'
import { systemDesktop } from './world/system-desktop.ts'
import { systemDice } from './world/system-dice.ts'
import { systemFacts } from './world/system-facts.ts'
import { watchedFiles } from './world/watched-files.ts'

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
  /** keys and the clipboard, heard while no window has the focus; missing: this is not the desktop */
  ears?: DesktopEars
  /** of the desktop; missing: it is started by who keeps the machine */
  login?: LoginStart
  /** of the desktop, around the key of the secrets; missing: this is not the desktop */
  keychain?: Keychain
  /** how JavaScript workers are started, where the host has a way of its own */
  forkWorker?: Fork
  /** the port for webhooks alone, by the settings; missing or undefined: the host's own server takes them */
  hooksPort?(settings: Store['settings']): ((hooks: Hooks) => ReturnType<Listen>) | undefined
  onBug?(error: unknown, where: string): void
}

export type { LoginStart } from './api/login-start.ts'
export type { Copied, DesktopEars } from './triggers/desktop-ears.ts'
export type { Fork } from './workers/forked-launch.ts'

/** The composed program: what every host stands on. */
export type Blockloom = {
  router: Router
  runtime: Runtime
  store: Store
  triggers: Triggers
  version: string
  /** what runs code and packages that are not Blockloom's own */
  workers: WorkerPool
  client(kind: Caller['kind']): ReturnType<typeof makeClient>
  /** for people who were sent the link of a question */
  askDoor: AskDoor
  /** what answers webhooks */
  hooks: Hooks
  /** where this host is reached: whoever listens says it */
  address: OwnAddress
  /** where a browser signs in: whoever serves says it */
  signInDoor: SignInDoor
  onBug(error: unknown, where: string): void
  /** told of runs that a trigger started and that failed, each flow at most once an hour */
  onUnattendedFailure(tell: (run: RunRow) => void): () => void
  /** ms since the epoch */
  now(): number
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
  login,
  forkWorker,
  hooksPort,
  ears,
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
  const callFiles = placesOf(folder).calls
  const allowed = () => {
    const set = allowedFolders(settings)
    return set && [...set, callFiles]
  }
  const script = workerScript()
  const others = launchChild({ script, now: clock.monotonic })
  const launch = forkWorker ? launchForked({ fork: forkWorker, script, others }) : others
  const workers = openPool({ clock, launch })
  const heavy = openHeavyPool({
    ...{ clock, root, bin, script: entryPoint('heavy-thread') },
    allowed,
  })
  const web = makeHttp({
    addresses: () => allowedAddresses(settings),
    proxy: () => proxySettings(settings),
    userAgent: `Blockloom/${version}`,
  })
  const environment = () => environmentOf(settings, process.env)
  const world = {
    files: (signal: StopSignal) => makeFiles({ allowed: allowed(), bin }, signal),
    http: web.http,
    openHttp: web.open,
    digest: makeDigest,
    computer: (signal: StopSignal) => ({
      ...desktop,
      run: (order: ProgramOrder) => runProgram(order, signal),
      facts: () => systemFacts(clock.now()),
    }),
    environment,
    runCode: codeRunner(workers),
    zone,
  }
  const blocks = new LiveBlocks(standardCatalog, heavyRunners(standardRunners, heavy))
  const { catalog, runners, revision } = blocks
  const packages = new Packages({
    folder: join(folder, 'blocks'),
    ...{ version, blocks, pool: workers, now: clock.now },
    broken: (why) => onBug(new Error(why), 'the installed packages'),
  })
  const making = { catalog, runners, revision, evaluator, world, clock, ids, dice: systemDice }
  const events = createEvents()
  const hats = hatConfigs({ catalog, evaluator, secrets, clock, zone, environment })
  const openForHooks = hooksPort?.(settings)
  const hooks: Hooks = new Hooks({
    ...{ settings, clock, onBug, folder: callFiles },
    openFile: (path) => makeFiles({ allowed: allowed(), bin }).openRead(path),
    newRunId: () => ids.next('run'),
    configOf: (hat) => hats.ready(hat).then(() => hats.read(hat)),
    ...(openForHooks && { listen: () => openForHooks(hooks) }),
  })
  const address = new OwnAddress(settings, host === 'serve')
  const signInDoor = new SignInDoor()
  const links = { askLinks: askLinks(store.askTokens, address) }
  const runtime = createRuntime({
    ...{ journal, versions, kept, states, settings, secrets, events, ...links },
    responses: hooks.responses,
    ...making,
  })
  const previews = new Previews({ journal, versions, kept, states, secrets, events, ...making })
  const triggers = new Triggers({
    store: store.triggers,
    ...{ runtime, journal, versions, settings, clock, zone, onBug },
    dice: systemDice,
    kinds: kindsOf({
      ...{ events, webhook: hooks.kind, ears, findFlow: store.flows.find },
      files: watchedFiles(() => makeFiles({ allowed: allowed(), bin }), folder),
    }),
    hats,
    arms: host !== 'command',
  })
  const router = makeRouter({
    store,
    runtime,
    triggers,
    previews,
    events,
    hooks,
    signIn: signInDoor,
    ids,
    catalog,
    packages,
    holdFacts: holdFactsHere(forkWorker !== undefined),
    info: { version, host, dataFolder: folder, platform: process.platform, home: homedir(), zone },
    login,
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
    if (settings.get(RESTORED_KEY)) {
      // that they are cancelled is on disk before it is forgotten why
      await journal.flush()
      settings.set(RESTORED_KEY, null)
    }
    store.backups.startDaily((error) => sayNoBackup(error, onBug))
    void hooks.files.sweep((id) => hasSteps(journal.get(id)))
    await triggers.start()
  }
  const keepMemory = local && returnMemory(clock)
  return {
    router,
    runtime,
    store,
    triggers,
    version,
    workers,
    askDoor: makeAskDoor(store.askTokens, runtime),
    hooks,
    address,
    signInDoor,
    onBug,
    onUnattendedFailure: (tell) => tellUnattendedFailures(runtime, clock, tell),
    now: clock.now,
    ready: () => !store.journal.halted(),
    client: (kind) => makeClient(router, { kind }),
    async close() {
      keepMemory?.()
      await local?.close()
      await triggers.stop()
      await runtime.stop()
      await Promise.all([workers.close(), heavy.close()])
      await store.close()
      evaluator.dispose()
    },
  }
}

/**
 * Puts a backup in the place of the data folder's database; no host may hold it. Triggers are paused afterwards, and
 * what was under way when the backup was made is cancelled by the next host: the world has gone on since.
 * @throws AppError those of `restore`
 */
export function restoreBackup(folder: string, from: string): Restored {
  const now = systemClock.now()
  return restore({ folder, from, clock: systemClock, settings: { [PAUSED_KEY]: now, [RESTORED_KEY]: now } })
}

function sayNoBackup(error: unknown, onBug: (error: unknown, where: string) => void): void {
  if (!(error instanceof AppError)) onBug(error, 'the backup of the day')
  else process.stderr.write(`The backup of the day could not be made. ${error.message} ${error.fix ?? ''}\n`)
}

const hasSteps = (run: RunRow | undefined): boolean => run !== undefined && run.prunedAt === undefined

/** Electron's utility processes do not take Node's permission flags (desktop/fork-worker.ts). */
const holdFactsHere = (desktop: boolean): HoldFacts => ({
  model: !desktop,
  netModel: !desktop && process.allowedNodeEnvironmentFlags.has('--allow-net'),
})

function reportBug(error: unknown, where: string): void {
  process.stderr.write(`A bug in ${where}: ${(error as Error)?.stack ?? error}\n`)
}
