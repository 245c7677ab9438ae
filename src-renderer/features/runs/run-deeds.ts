import type { AppErrorShape } from '#shared/error'
import { isOver, type RunSummary } from '#shared/run'

/** What can be done about several runs at once. */
export type Deed =
  | { do: 'retry'; from: 'start' | 'failed'; version: 'same' | 'draft' }
  | { do: 'dismiss' }
  | { do: 'cancel' }

/** Of these the runs that it can be done about, as far as their summaries tell. */
export const fitFor = (deed: Deed, runs: readonly RunSummary[]): string[] =>
  runs.filter((run) => isFitFor(deed, run)).map(({ id }) => id)

function isFitFor(deed: Deed, { status, letter, prunedAt }: RunSummary): boolean {
  if (deed.do === 'cancel') return !isOver(status)
  if (deed.do === 'dismiss') return letter === 'dead'
  // of one whose history was let go of nothing is left to begin with
  return prunedAt === undefined && (deed.from === 'failed' ? status === 'failed' : isOver(status))
}

export type Refusal = { id: string; error: AppErrorShape }
export type Done = { done: string[]; refused: Refusal[] }

type Batch = (order: Deed & { ids: string[] }) => PromiseLike<{ done: { id: string }[]; refused: Refusal[] }>

/** Runs that are asked for at once: it is told how far it is, and can be left, between them. */
const PIECE = 20

/**
 * Does it about all of them, the oldest first, so that they are done again in the order in which they came.
 * @param ids the newest first, as they are shown
 * @param onPiece told after each piece: how many are behind it
 */
export async function doAbout(
  batch: Batch,
  deed: Deed,
  ids: readonly string[],
  onPiece: (count: number) => void,
  signal: AbortSignal,
): Promise<Done> {
  const left = ids.toReversed()
  const done: string[] = []
  const refused: Refusal[] = []
  for (let at = 0; at < left.length && !signal.aborted; at += PIECE) {
    const answer = await batch({ ...deed, ids: left.slice(at, at + PIECE) })
    for (const { id } of answer.done) done.push(id)
    refused.push(...answer.refused)
    onPiece(Math.min(at + PIECE, left.length))
  }
  return { done, refused }
}

/** Why it could not be done, each reason once, the most frequent first. */
export function reasonsOf(refused: readonly Refusal[]): { error: AppErrorShape; count: number }[] {
  const byCode = new Map<string, { error: AppErrorShape; count: number }>()
  for (const { error } of refused) {
    const known = byCode.get(error.code)
    if (known) known.count += 1
    else byCode.set(error.code, { error, count: 1 })
  }
  return [...byCode.values()].sort((a, b) => b.count - a.count)
}
