import { create } from 'zustand'
import type { DeletedFlow } from '#shared/contract'
import { client } from '../link/client.ts'
import { useFlow } from './flow-store.ts'
import { useMyBlocks } from './my-blocks-store.ts'
import { tellError, useNotices, whileBusy } from './notice-store.ts'

type Named = { id: string; name: string }
/** What is done when a deletion is taken back, beside that the flow is there again. */
type OnBack = () => void

type DeletedState = {
  /** goes up when a flow was deleted here or brought back: lists ask again */
  turn: number
  /** what Undo brings back: the flow that was deleted last, here and in this visit */
  last: (Named & { onBack: OnBack }) | null
}

export const useDeletedFlows = create<DeletedState>()(() => ({ turn: 0, last: null }))

/** What is said of one flow is said in one place. */
const topicOf = (id: string): string => `deleted ${id}`

function changed(last: DeletedState['last']): void {
  useDeletedFlows.setState(({ turn }) => ({ turn: turn + 1, last }))
  // what lies on a shelf is asked for again when the window comes to the front too
  useMyBlocks
    .getState()
    .reload()
    .catch(() => {})
}

/** the last deletion, where it was not about this flow */
function lastBut(id: string): DeletedState['last'] {
  const { last } = useDeletedFlows.getState()
  return last?.id === id ? null : last
}

const busyWith = (what: 'delete' | 'bringBack' | 'erase' | 'switchOn', name: string) => ({
  key: `app:busy.${what}`,
  values: { name },
})

/** Deletes a flow, with what is on the screen of it, and says so, with the way back. @returns whether it was deleted */
export async function deleteFlow({ id, name }: Named, onBack: OnBack = () => {}): Promise<boolean> {
  const open = useFlow.getState()
  try {
    // what cannot be sent any more is no reason to keep the flow
    const sent = open.id === id ? open.flush().catch(() => {}) : Promise.resolve()
    await whileBusy(
      busyWith('delete', name),
      sent.then(() => client.flows.delete({ id })),
    )
  } catch (error) {
    tellError(error)
    return false
  }
  changed({ id, name, onBack })
  const run = () => void bringBack({ id, name }, onBack)
  useNotices.getState().tell({
    ...{ kind: 'info', message: `deleted ${name}`, topic: topicOf(id) },
    ...{ key: 'flows:deleted', values: { name }, action: { key: 'flows:undo', run } },
  })
  return true
}

/**
 * Brings a deleted flow back and says so: where it was on, with the way to switch it on, and what others took meanwhile.
 * @returns whether it is there
 */
export async function bringBack({ id, name }: Named, onBack: OnBack = () => {}): Promise<boolean> {
  try {
    const { wasOn, taken } = await whileBusy(
      busyWith('bringBack', name),
      client.deletedFlows.bringBack({ id }),
    )
    changed(lastBut(id))
    onBack()
    const run = () => void switchOn({ id, name })
    useNotices.getState().tell({
      ...{ kind: taken.length > 0 ? 'warn' : 'info', message: `back ${name}`, topic: topicOf(id) },
      ...{ key: wasOn ? 'flows:backOff' : 'flows:back', values: { name } },
      ...(taken.length > 0 && { fix: taken.map(({ message, fix }) => `${message} ${fix}`).join('\n') }),
      ...(wasOn && { action: { key: 'flows:switchOn', run } }),
    })
    return true
  } catch (error) {
    changed(lastBut(id))
    tellError(error)
    return false
  }
}

/** Takes back the last deletion that was made here. */
export function undoDeletion(): void {
  const { last } = useDeletedFlows.getState()
  if (last) void bringBack(last, last.onBack)
}

/** Deletes a deleted flow for good. */
export async function eraseFlow({ id, name }: Pick<DeletedFlow, 'id' | 'name'>): Promise<void> {
  const { tell, withdraw } = useNotices.getState()
  try {
    await whileBusy(busyWith('erase', name), client.deletedFlows.erase({ id }))
    withdraw(topicOf(id))
    tell({ kind: 'info', message: `gone ${name}`, key: 'flows:erased', values: { name } })
  } catch (error) {
    tellError(error)
  }
  changed(lastBut(id))
}

async function switchOn({ id, name }: Named): Promise<void> {
  try {
    await whileBusy(busyWith('switchOn', name), client.flows.on({ id }))
    const said = { message: `on ${name}`, key: 'flows:onAgain', values: { name } }
    useNotices.getState().tell({ kind: 'info', topic: topicOf(id), ...said })
  } catch (error) {
    tellError(error)
  }
  changed(useDeletedFlows.getState().last)
}
