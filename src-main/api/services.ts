import type { BlockCatalog } from '#shared/block'
import type { Packages } from '../packages/packages.ts'
import type { RunControl } from '../runtime/control-runs.ts'
import type { Ids, Journal, RuntimeSettings, Versions } from '../runtime/ports.ts'
import type { Previews } from '../runtime/preview/previews.ts'
import type { RunQuestions } from '../runtime/questions.ts'
import type { RunCare } from '../runtime/run-care.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Backpack } from '../store/backpack.ts'
import type { Backups } from '../store/backups.ts'
import type { Flows } from '../store/flows.ts'
import type { Runs } from '../store/runs.ts'
import type { StoredSecrets } from '../store/secrets/secrets.ts'
import type { Tokens } from '../store/tokens.ts'
import type { StoredTriggers } from '../store/triggers.ts'
import type { Events } from '../triggers/event/events.ts'
import type { Triggers } from '../triggers/triggers.ts'
import type { Hooks } from '../triggers/webhook/hooks.ts'
import type { HoldFacts } from '../workers/what-holds.ts'
import type { OnBug } from './implementer.ts'
import type { LoginStart } from './login-start.ts'
import type { SignInDoor } from './sign-in-door.ts'

/** The runtime, as far as the operations need it. */
export type ApiRuntime = Pick<
  Runtime,
  | 'start'
  | 'cancel'
  | 'ended'
  | 'get'
  | 'documentOf'
  | 'standing'
  | 'variables'
  | 'watch'
  | 'watchAll'
  | keyof RunControl
  | keyof RunQuestions
  | keyof RunCare
>

export type ApiStore = {
  flows: Flows
  backpack: Backpack
  runs: Runs
  tokens: Pick<Tokens, 'list' | 'create' | 'revoke'>
  journal: Pick<Journal, 'walk' | 'flush'>
  versions: Versions
  settings: RuntimeSettings
  backups: Pick<Backups, 'list' | 'make'>
  /** bytes on disk */
  size(): number
  triggers: Pick<StoredTriggers, 'notes'>
  secrets: Pick<StoredSecrets, 'list' | 'set' | 'delete' | 'has' | 'revision' | 'key' | 'guardWith'>
}

/** A folder that the browser's folder picker may show, with all that is in it. */
export type Home = { name: string; path: string }

export type SystemInfo = {
  version: string
  host: 'desktop' | 'serve' | 'command'
  dataFolder: string
  platform: string
  home: string
  zone: string
}

/** What the operations work with. */
export type Services = {
  store: ApiStore
  runtime: ApiRuntime
  triggers: Pick<
    Triggers,
    | 'list'
    | 'show'
    | 'enable'
    | 'fire'
    | 'nextTimes'
    | 'pause'
    | 'goOn'
    | 'pausedSince'
    | 'listen'
    | 'switchOn'
    | 'switchOff'
    | 'saved'
    | 'forget'
    | 'follow'
  >
  previews: Pick<Previews, 'work' | 'runBlock'>
  events: Pick<Events, 'emit'>
  hooks: Pick<Hooks, 'nextCall' | 'readSettings' | 'isReachedFromOutside'> & {
    place: Pick<Hooks['place'], 'base'>
  }
  signIn: Pick<SignInDoor, 'link'>
  ids: Ids
  /** of the standard blocks and of what is installed: it changes while this runs */
  catalog: BlockCatalog
  packages: Packages
  /** what there is here to hold packages to their permissions with */
  holdFacts: HoldFacts
  info: SystemInfo
  /** of the desktop app; missing: this is not it */
  login?: LoginStart
  /** where NAME/template.flow.json lie */
  templatesFolder: string
  /** where the browser's folder picker may look */
  homes(): readonly Home[]
  /** the environment of this process: only which names are set is told */
  env: Readonly<Record<string, string | undefined>>
  /** ms since the epoch */
  now(): number
  onBug: OnBug
}
