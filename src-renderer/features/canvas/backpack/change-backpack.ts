import type { KeptSnippet, WholeSnippet } from '#shared/contract'
import { client } from '../../../link/client.ts'
import { BACKPACK_TOPIC, useBackpack } from '../../../model/backpack-store.ts'
import { attempt, tellError, useNotices, whileBusy } from '../../../model/notice-store.ts'
import { movedTo } from './snippet-places.ts'

/* Moves are shown before the host has answered: what it says meanwhile is of before. */
let moving = 0
let told: readonly KeptSnippet[] | null = null

/** Takes over what the host says is in the backpack. */
export function takeList(list: readonly KeptSnippet[]): void {
  told = list
  if (moving === 0) useBackpack.setState({ list, error: null })
}

/** Puts a snippet at another place: here at once. */
export async function moveSnippet(id: string, place: number): Promise<void> {
  const { list } = useBackpack.getState()
  if (!list) return
  useBackpack.setState({ list: movedTo(list, id, place) })
  moving += 1
  try {
    told = await client.backpack.move({ id, place })
  } catch (error) {
    tellError(error)
  }
  moving -= 1
  if (moving === 0 && told) useBackpack.setState({ list: told })
}

export const renameSnippet = (id: string, name: string): void =>
  attempt(() => whileBusy({ key: 'app:busy.rename', values: { name } }, client.backpack.rename({ id, name })))

/** What Ctrl and Z on the shelf bring back: the snippet that was deleted last, here and in this visit. */
let lastDeleted: { whole: WholeSnippet; place: number } | null = null

/** Takes a snippet out for good, and says so, with the way back. */
export async function deleteSnippet({ id, name }: KeptSnippet, place: number): Promise<void> {
  try {
    const deleting = client.backpack.delete({ id })
    const whole = await whileBusy({ key: 'app:busy.delete', values: { name } }, deleting)
    const { snippet } = whole
    // of a damaged one nothing is left to bring back
    const isWhole = snippet.blocks.length > 0
    lastDeleted = isWhole ? { whole, place } : null
    const run = () => void bringBack(whole, place)
    useNotices.getState().tell({
      ...{ kind: 'info', message: `deleted ${name}`, topic: BACKPACK_TOPIC },
      ...{ key: 'backpack:deleted', values: { name } },
      ...(isWhole && { action: { key: 'backpack:undo', run } }),
    })
  } catch (error) {
    tellError(error)
  }
}

/** @returns whether there was a deletion to take back */
export function undoDeletion(): boolean {
  if (!lastDeleted) return false
  void bringBack(lastDeleted.whole, lastDeleted.place)
  return true
}

async function bringBack({ id, name, snippet }: WholeSnippet, place: number): Promise<void> {
  // pressed twice it comes back once
  if (lastDeleted?.whole.id === id) lastDeleted = null
  try {
    const adding = client.backpack.add({ name, snippet, place })
    await whileBusy({ key: 'app:busy.bringBack', values: { name } }, adding)
    const said = { message: `back ${name}`, key: 'backpack:back', values: { name } }
    useNotices.getState().tell({ kind: 'info', topic: BACKPACK_TOPIC, ...said })
  } catch (error) {
    tellError(error)
  }
}
