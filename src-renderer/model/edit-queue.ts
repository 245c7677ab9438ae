import { applyEdits, type FlowDocument, type FlowEdit } from '#shared/flow'
import type { EditAnswer, EditBatch } from './environment.ts'

/**
 * What this window and the store know of one draft. Invariants:
 * 1. The document on the screen is `confirmed`, then `sent`, then `unsent`.
 * 2. Both sides apply the same edits in the same order, so both reach the same document.
 * 3. At most one batch of ours (`sent`) is without an answer. So a batch of ours that is newer than
 *    `revision` can only be that one.
 */
export type EditQueue = {
  readonly confirmed: FlowDocument
  /** of `confirmed` */
  readonly revision: number
  /** on their way; with `answerLost` the store may have them or not */
  readonly sent: readonly FlowEdit[]
  readonly answerLost: boolean
  readonly unsent: readonly FlowEdit[]
}

export const emptyQueue = (confirmed: FlowDocument, revision: number): EditQueue => ({
  ...{ confirmed, revision, answerLost: false },
  ...{ sent: [], unsent: [] },
})

export const isEmpty = (queue: EditQueue): boolean => queue.sent.length + queue.unsent.length === 0

/** The document as the person sees it. */
export const localDocument = (queue: EditQueue): FlowDocument =>
  applyEdits(queue.confirmed, [...queue.sent, ...queue.unsent]).document

/** Adds edits that are already on the screen. */
export const put = (queue: EditQueue, edits: readonly FlowEdit[]): EditQueue => ({
  ...queue,
  unsent: withoutOverwritten([...queue.unsent, ...edits]),
})

export function takeForSending(queue: EditQueue): EditQueue {
  if (queue.sent.length > 0) throw new Error('a second batch was sent before the first was answered')
  return { ...queue, sent: queue.unsent, unsent: [] }
}

/** The call failed on its way there or back. */
export const loseAnswer = (queue: EditQueue): EditQueue => ({ ...queue, answerLost: true })

/** Everything that is not known to be in the store is to be sent (again). */
export const giveBack = (queue: EditQueue): EditQueue => ({
  ...queue,
  ...{ sent: [], answerLost: false },
  unsent: [...queue.sent, ...queue.unsent],
})

/** The store took what was sent, after the edits of others that are named in the answer. */
export function answered(queue: EditQueue, answer: Pick<EditAnswer, 'revision' | 'missed'>): EditQueue {
  const theirs = answer.missed.filter((batch) => batch.revision > queue.revision)
  const edits = [...theirs.flatMap((batch) => batch.edits), ...queue.sent]
  return {
    confirmed: applyEdits(queue.confirmed, edits).document,
    revision: Math.max(answer.revision, queue.revision),
    ...{ sent: [], answerLost: false },
    unsent: queue.unsent,
  }
}

/**
 * The draft changed in the store, by others or (`me`) by a batch whose answer was lost. Not while a call
 * is under way: its place among the others is only known with its answer.
 */
export function heard(queue: EditQueue, batch: EditBatch, me: string): EditQueue {
  if (queue.sent.length > 0 && !queue.answerLost)
    throw new Error('a batch was taken in while edits were on their way')
  if (batch.revision <= queue.revision) return queue
  const isOurs = queue.answerLost && batch.client === me
  return {
    ...queue,
    confirmed: applyEdits(queue.confirmed, batch.edits).document,
    revision: batch.revision,
    ...(isOurs && { sent: [], answerLost: false }),
  }
}

/**
 * Names the one place an edit sets to a value, when it does nothing else: a later edit of the same
 * place makes an earlier one needless.
 */
export function placeOf(edit: FlowEdit): string | null {
  switch (edit.do) {
    case 'set-config':
      return `config ${edit.id} ${edit.key}`
    case 'move-block':
      return `at ${edit.id}`
    case 'set-options':
      return `options ${edit.id}`
    case 'set-collapsed':
      return `collapsed ${edit.id}`
    case 'set-version':
      return `version ${edit.id}`
    case 'set-pin':
      return `pin ${edit.id} ${edit.out}`
    case 'set-monitor':
      return `monitor ${edit.variable}`
    default:
      return null
  }
}

/** Leaves out setters that a later one overwrites, as long as nothing but setters stands between. */
export function withoutOverwritten(edits: readonly FlowEdit[]): FlowEdit[] {
  const kept: FlowEdit[] = []
  let later = new Set<string>()
  for (const edit of edits.toReversed()) {
    const place = placeOf(edit)
    if (place === null) later = new Set()
    else if (later.has(place)) continue
    else later.add(place)
    kept.push(edit)
  }
  return kept.reverse()
}
