import { client, wheneverReached } from '../link/client.ts'
import { useFlow } from '../model/flow-store.ts'
import { learnBlocks } from '../ui/block-art/known-blocks.ts'

/** Follows what packages the host has, for as long as the page lives: at once, after every change, on every connection. */
export function followBlocks(): void {
  wheneverReached(() => void follow())
}

async function follow(): Promise<void> {
  try {
    for await (const news of await client.packages.watch()) {
      learnBlocks(news)
      useFlow.getState().blocksChanged()
    }
  } catch {
    // the connection is gone: it is asked again when there is one
  }
}
