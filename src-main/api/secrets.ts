import type { Implementer } from './implementer.ts'
import { makeSecretUses } from './secret-uses.ts'
import type { Services } from './services.ts'

/** Operations on secrets. What comes in here is never given back, and never part of an error. */
export function secretOperations(os: Implementer['secrets'], services: Services) {
  const { secrets, flows } = services.store
  const usesOf = makeSecretUses(services)
  return {
    list: os.list.handler(async () => {
      const key = await secrets.key()
      return { secrets: secrets.list(), key }
    }),
    names: os.names.handler(() => secrets.list().map(({ name }) => name)),
    uses: os.uses.handler(() => usesOf()),
    set: os.set.handler(async ({ input: { name, value, flows: allowed } }) => {
      // a flow that is not there would never be asked about again
      for (const id of allowed ?? []) await flows.get(id)
      return secrets.set(name, { value, flows: allowed })
    }),
    delete: os.delete.handler(({ input }) => secrets.delete(input.name)),
    guard: os.guard.handler(({ input }) => secrets.guardWith(input.with)),
  }
}
