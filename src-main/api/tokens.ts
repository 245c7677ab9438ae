import type { Implementer } from './implementer.ts'
import type { Services } from './services.ts'

const DAY = 24 * 3_600_000

/** Operations on the tokens of programs. */
export const tokenOperations = (os: Implementer['tokens'], { store: { tokens }, now }: Services) => ({
  list: os.list.handler(() => tokens.list()),
  create: os.create.handler(({ input: { name, expiresInDays } }) =>
    tokens.create(name, expiresInDays === undefined ? null : now() + expiresInDays * DAY),
  ),
  revoke: os.revoke.handler(({ input }) => tokens.revoke(input.id)),
})
