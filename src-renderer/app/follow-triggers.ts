import { AppError } from '#shared/error'
import { client, wheneverReached } from '../link/client.ts'
import { useTriggers } from '../model/trigger-store.ts'

/** Follows what all triggers do, for as long as the page lives: at once, after every change, on every connection. */
export function followTriggers(): void {
  wheneverReached(() => void follow())
}

async function follow(): Promise<void> {
  const { take, fail } = useTriggers.getState()
  try {
    for await (const picture of await client.triggers.watch()) take(picture)
  } catch (error) {
    // without a connection they are followed again when there is one; what is left is that they may not be seen
    if (error instanceof AppError && error.code !== 'link.lost') fail(error)
  }
}
