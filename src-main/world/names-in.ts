import { opendir } from 'node:fs/promises'
import { sortInTurns } from '#shared/value'
import { breather } from './breathe.ts'

/** Names that the system gives at once. */
const AT_ONCE = 512

/**
 * The names in a folder in code-unit order, so that every machine tells them alike. A hundred thousand of them hold
 * nobody up.
 * @throws system errors
 */
export async function namesIn(folder: string): Promise<string[]> {
  const breathe = breather()
  const names: string[] = []
  for await (const { name } of await opendir(folder, { bufferSize: AT_ONCE })) {
    names.push(name)
    const turn = breathe()
    if (turn) await turn
  }
  return [...(await sortInTurns(names, (a, b) => (a < b ? -1 : 1), breathe))]
}
