import { AppError } from '#shared/error'
import type { FlowDocument, FlowEdit } from '#shared/flow'
import {
  answered,
  type EditQueue,
  emptyQueue,
  giveBack,
  heard,
  isEmpty,
  localDocument,
  loseAnswer,
  put,
  takeForSending,
} from './edit-queue.ts'
import type { EditBatch, Environment } from './environment.ts'

/** From the first unsent edit to its sending, in ms. With the store's own commit it stays under 2 s. */
const SEND_AFTER = 400
const RETRY_AFTER = 1500
/** The store and this window no longer share a revision to build on; the edits themselves are fine. */
const NEEDS_RELOAD: ReadonlySet<string> = new Set(['flow.too-far-behind', 'flow.unknown-revision'])

export type Saving = 'saved' | 'saving' | 'offline'

export type SyncListener = {
  /** the document changed by somebody else's hand, or had to be loaded again */
  onDocument(document: FlowDocument, revision: number): void
  onSaving(saving: Saving, revision: number): void
  /** the store refused edits or cannot write, or the flow is gone */
  onRefused(error: AppError): void
}

export type FlowSync = {
  /** edits that are on the screen already */
  put(edits: readonly FlowEdit[]): void
  /** resolves when all that was put is in the store; rejects when it cannot be reached or refuses */
  flush(): Promise<void>
  /** listens no more; what is unsent is still sent, however long that takes */
  stop(): void
}

/** Whether an error is about the way to the runtime rather than about what was asked. */
export const isConnectionTrouble = (error: unknown): boolean =>
  !(error instanceof AppError) || error.retryable || error.code === 'link.lost'

/**
 * Keeps one draft and the store together: sends edits on a base revision, takes in those of others,
 * keeps what could not be sent and sends it again when the connection is back.
 * One batch is on its way at a time, so the order of edits is the same on both sides.
 */
export function startFlowSync(
  env: Environment,
  id: string,
  draft: { document: FlowDocument; revision: number },
  listener: SyncListener,
): FlowSync {
  let queue: EditQueue = emptyQueue(draft.document, draft.revision)
  let sending: Promise<void> | null = null
  let cancelTimer: (() => void) | null = null
  let heardMeanwhile: EditBatch[] = []
  /** a batch was missed: revisions go up by one */
  let behind = false
  const stopped = new AbortController()

  const schedule = (ms: number) => {
    cancelTimer?.()
    cancelTimer = env.after(ms, () => {
      cancelTimer = null
      send().catch(() => {})
    })
  }

  const takeIn = (batches: readonly EditBatch[]) => {
    const before = queue.revision
    for (const batch of batches) queue = heard(queue, batch, env.clientId)
    if (queue.revision !== before) listener.onDocument(localDocument(queue), queue.revision)
  }

  const send = (): Promise<void> => {
    sending ??= sendOnce().finally(() => {
      sending = null
      const waiting = heardMeanwhile
      heardMeanwhile = []
      takeIn(waiting)
    })
    return sending
  }

  async function sendOnce(): Promise<void> {
    cancelTimer?.()
    cancelTimer = null
    try {
      if (queue.answerLost || behind) await askWhatArrived()
      if (queue.unsent.length > 0) await sendUnsent()
    } catch (error) {
      return failed(error)
    }
    if (isEmpty(queue)) listener.onSaving('saved', queue.revision)
    else schedule(SEND_AFTER)
  }

  async function sendUnsent(): Promise<void> {
    queue = takeForSending(queue)
    const { revision: base, sent } = queue
    const answer = await env.client.flows.edit({ id, base, edits: [...sent], client: env.clientId })
    queue = answered(queue, answer)
    if (answer.missed.length > 0) listener.onDocument(localDocument(queue), queue.revision)
  }

  /** An edit without edits tells what happened since: our own batch is in it, or it never arrived. */
  async function askWhatArrived(): Promise<void> {
    const { missed } = await env.client.flows.edit({
      ...{ id, base: queue.revision, edits: [], client: env.clientId },
    })
    behind = false
    takeIn(missed)
    queue = giveBack(queue)
  }

  async function failed(error: unknown): Promise<void> {
    if (isConnectionTrouble(error)) {
      if (queue.sent.length > 0) queue = loseAnswer(queue)
      listener.onSaving('offline', queue.revision)
      if (error instanceof AppError && error.code.startsWith('store.')) listener.onRefused(error)
      schedule(RETRY_AFTER)
      throw error
    }
    if (error instanceof AppError && NEEDS_RELOAD.has(error.code)) {
      queue = giveBack(queue)
      return reload()
    }
    listener.onRefused(error as AppError)
    queue = { ...queue, sent: [], answerLost: false }
    await reload()
    throw error
  }

  /** Starts again from what the store has; what was not sent yet is kept on top. */
  async function reload(): Promise<void> {
    try {
      const fresh = await env.client.flows.get({ id })
      queue = { ...queue, confirmed: fresh.document, revision: fresh.revision }
      listener.onDocument(localDocument(queue), queue.revision)
      if (isEmpty(queue)) listener.onSaving('saved', queue.revision)
      else schedule(SEND_AFTER)
    } catch (error) {
      if (!isConnectionTrouble(error)) listener.onRefused(error as AppError)
    }
  }

  function hear(batch: EditBatch): void {
    if (batch.revision <= queue.revision) return
    // Too much at once comes as a batch without edits.
    if (batch.edits.length === 0) void reload()
    else if (sending) heardMeanwhile.push(batch)
    else if (batch.revision === queue.revision + 1) takeIn([batch])
    else {
      behind = true
      schedule(0)
    }
  }

  async function listen(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        const batches = await env.client.flows.watch({ id, base: queue.revision }, { signal: stopped.signal })
        for await (const batch of batches) {
          if (stopped.signal.aborted) return
          hear(batch)
        }
      } catch (error) {
        if (!isConnectionTrouble(error)) return listener.onRefused(error as AppError)
      }
      await pause(env, RETRY_AFTER, stopped.signal)
    }
  }

  const endConnected = env.onConnected(() => {
    if (!isEmpty(queue)) schedule(0)
    if (stopped.signal.aborted && isEmpty(queue)) endConnected()
  })
  void listen()

  return {
    put(edits) {
      queue = put(queue, edits)
      if (!sending && !cancelTimer) schedule(SEND_AFTER)
    },
    async flush() {
      while (sending || !isEmpty(queue)) await send()
    },
    stop() {
      stopped.abort()
      if (!isEmpty(queue)) schedule(0)
    },
  }
}

/** Waits `ms`, less when the connection opens again or the signal is raised. */
export function pause(env: Environment, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      cancel()
      endConnected()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = env.after(ms, end)
    const endConnected = env.onConnected(end)
    signal.addEventListener('abort', end, { once: true })
  })
}
