import { type BlockCatalog, finishConfig } from '#shared/block'
import type { Evaluator, ExpressionScope } from '#shared/expression'
import type { Json, JsonObject } from '#shared/flow'
import type { Clock, Secrets } from '../runtime/ports.ts'
import type { Hat } from './trigger-runner.ts'

export type HatConfigParts = {
  catalog: BlockCatalog
  evaluator: Evaluator
  secrets: Secrets
  clock: Clock
  zone: string
  environment(): JsonObject
}

export type HatConfigs = {
  /** loads what its texts need to be evaluated; to be awaited before `read` */
  ready(hat: Hat): Promise<void>
  /** @throws AppError `expression.*`, `config.*`, `secret.*` */
  read(hat: Hat): JsonObject
}

/** Configs that are kept: those read last. Of ten thousand schedules each is read when it is armed, then rarely. */
const KEPT = 1000

/**
 * Gives hats their config. There is no run yet: its texts see `env` and `secrets`, nothing else. It is evaluated
 * anew when a secret has changed.
 */
export function hatConfigs(parts: HatConfigParts): HatConfigs {
  const kept = new Map<Hat, { revision: number; config: JsonObject }>()
  return {
    async ready(hat) {
      const { written, raw } = textsOf(hat, parts)
      if (parts.evaluator.needsSandbox(written, { raw })) await parts.evaluator.ready()
    },
    read(hat) {
      const revision = parts.secrets.revision()
      const known = kept.get(hat)
      if (known?.revision === revision) return known.config
      const config = evaluate(hat, parts)
      kept.delete(hat)
      kept.set(hat, { revision, config })
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as Hat)
      return config
    },
  }
}

/** What of a hat is evaluated: its sample is for runs by hand. */
function textsOf(hat: Hat, { catalog }: HatConfigParts) {
  const declaration = catalog.get(hat.type)
  if (!declaration) throw new Error(`no block type ${hat.type}`)
  const raw = new Set(Object.keys(declaration.fields).filter((name) => declaration.fields[name]?.raw))
  const { sample: _, ...written } = hat.written
  return { declaration, raw, written }
}

function evaluate(hat: Hat, parts: HatConfigParts): JsonObject {
  const { evaluator, secrets, clock, zone, environment } = parts
  const { declaration, raw, written } = textsOf(hat, parts)
  const scope: ExpressionScope = {
    root: (name) => {
      if (name === 'env') return environment()
      return name === 'secrets' ? secretsIn(written, secrets, hat) : undefined
    },
    now: () => clock.now(),
    random: () => 0,
    uuid: () => '',
    zone,
  }
  return finishConfig(declaration, evaluator.evaluateConfig(written, scope, { raw }) as JsonObject)
}

const NAMED = /\bsecrets\s*(?:\.\s*([\p{L}_$][\p{L}\p{N}_$]*)|\[\s*["']([^"']+)["']\s*\])/gu

/** Of the secrets only those that are named. @throws AppError `secret.missing`, `secret.not-for-this-flow` */
function secretsIn(written: Json, secrets: Secrets, { flowId, versionId }: Hat): JsonObject {
  const found: Record<string, Json> = Object.create(null)
  for (const [, plain, quoted] of JSON.stringify(written).replaceAll('\\"', '"').matchAll(NAMED)) {
    const name = plain ?? quoted
    if (name !== undefined) found[name] = secrets.use(name, { flowId, versionId })
  }
  return found
}
