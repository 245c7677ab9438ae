import { AppError } from '#shared/error'
import { missingSecret } from '#shared/secret'
import type { Secrets } from '../../src-main/runtime/ports.ts'

/** The port of secrets over plain memory; what a real store does with values is tested there. */
export function memorySecrets(values: Record<string, string>): Secrets & {
  set(name: string, value: string | undefined): void
  /** names in the order in which they were used */
  used: string[]
} {
  const held = new Map(Object.entries(values))
  let revision = 0
  let marks = 0
  return {
    used: [],
    set(name, value) {
      revision++
      if (value === undefined) held.delete(name)
      else held.set(name, value)
    },
    use(name, { flowId }) {
      const value = held.get(name)
      if (value === undefined) throw missingSecret(name)
      if (flowId === 'flw_stranger') throw new AppError({ code: 'secret.not-for-this-flow', message: 'no' })
      this.used.push(name)
      return value
    },
    peek: (name) => held.get(name),
    has: (name) => held.has(name),
    revision: () => revision,
    mark: () => `mark${marks++}`,
  }
}
