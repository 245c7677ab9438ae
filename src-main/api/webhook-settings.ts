import type { Json, JsonObject } from '#shared/flow'
import type { RuntimeSettings } from '../runtime/ports.ts'
import { HOOKS_KEY, limitsIn } from '../triggers/webhook/hook-limits.ts'
import { PUBLIC_HOSTS, publicHosts } from './ask-door.ts'

const MB = 1024 * 1024

/** What the settings say about webhooks, defaults filled in. */
export type WebhookSettings = {
  publicHosts: string[]
  /** null: that of the host */
  hooksPort: number | null
  /** files in PEM; null: no TLS */
  hooksCert: string | null
  hooksKey: string | null
  hooksBodyMb: number
  hooksFilesMb: number
  hooksWaitSeconds: number
  hooksCalls: number
  hooksRuns: number
}

/** By the name it has outside: the name under which it is kept. */
const KEPT: Readonly<Record<Exclude<keyof WebhookSettings, 'publicHosts'>, string>> = {
  hooksPort: 'port',
  hooksCert: 'cert',
  hooksKey: 'key',
  hooksBodyMb: 'bodyMb',
  hooksFilesMb: 'filesMb',
  hooksWaitSeconds: 'waitSeconds',
  hooksCalls: 'calls',
  hooksRuns: 'runs',
}

export function webhookSettings(settings: Pick<RuntimeSettings, 'get'>): WebhookSettings {
  const kept = keptIn(settings)
  const { body, files, wait, calls, runs } = limitsIn(kept)
  const text = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? value : null)
  return {
    publicHosts: publicHosts(settings),
    hooksPort: typeof kept.port === 'number' ? kept.port : null,
    hooksCert: text(kept.cert),
    hooksKey: text(kept.key),
    hooksBodyMb: body / MB,
    hooksFilesMb: files / MB,
    hooksWaitSeconds: wait / 1000,
    hooksCalls: calls,
    hooksRuns: runs,
  }
}

/** Where the desktop app listens when the settings say nothing. */
const DESKTOP_PORT = 4321

/** Where a port that is closed until a webhook needs it will be. */
export function plannedHooks(settings: Pick<RuntimeSettings, 'get'>): string {
  const { hooksPort, hooksCert } = webhookSettings(settings)
  return `${hooksCert === null ? 'http' : 'https'}://127.0.0.1:${hooksPort ?? DESKTOP_PORT}`
}

/** Keeps what is given of them. @returns whether anything was. @throws AppError `store.cannot-write` */
export function changeWebhookSettings(settings: RuntimeSettings, given: Partial<WebhookSettings>): boolean {
  const changes = Object.entries(KEPT).flatMap(([name, kept]) => {
    const value = given[name as keyof typeof KEPT]
    return value === undefined ? [] : [[kept, value] as const]
  })
  if (given.publicHosts)
    settings.set(PUBLIC_HOSTS, [...new Set(given.publicHosts.map((one) => one.toLowerCase()))])
  if (changes.length > 0) settings.set(HOOKS_KEY, { ...keptIn(settings), ...Object.fromEntries(changes) })
  return changes.length > 0 || given.publicHosts !== undefined
}

function keptIn(settings: Pick<RuntimeSettings, 'get'>): JsonObject {
  const kept = settings.get(HOOKS_KEY)
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? (kept as JsonObject) : {}
}
