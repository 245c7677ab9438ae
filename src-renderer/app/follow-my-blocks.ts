import { connection, wheneverReached } from '../link/client.ts'
import { useMyBlocks } from '../model/my-blocks-store.ts'
import { nameFlows } from '../ui/block-art/flow-names.ts'
import { learnMyBlocks } from '../ui/block-art/known-blocks.ts'

/** Follows which My blocks there are, for as long as the page lives: on every connection, and whenever the window comes to the front. */
export function followMyBlocks(): void {
  useMyBlocks.subscribe(({ list }, before) => {
    if (!list || list === before.list) return
    nameFlows(list)
    learnMyBlocks(list)
  })
  const ask = () => {
    if (connection.getState().state === 'open')
      useMyBlocks
        .getState()
        .reload()
        .catch(() => {})
  }
  wheneverReached(ask)
  window.addEventListener('focus', ask)
  window.addEventListener('hashchange', ask)
}
