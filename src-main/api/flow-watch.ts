import { AppError } from '#shared/error'
import type { FlowNews } from '../store/drafts.ts'
import type { Flows } from '../store/flows.ts'

/** edits that wait for a slow reader; beyond it the reader is told to load the flow again */
const MOST_WAITING = 500

/**
 * Edits of a flow after `base`, those of the past first. A batch without edits means: load the flow again.
 * It ends with AppError `flow.not-found` when the flow is deleted.
 *
 * Invariant: however slow the reader, at most MOST_WAITING edits and one batch wait.
 */
export async function watchFlow(flows: Flows, id: string, base: number): Promise<AsyncIterable<FlowNews>> {
  const queue = new NewsQueue()
  // listening begins before the past is read, so that nothing falls between
  const end = flows.watch(id, (news) => queue.put(news))
  try {
    const { missed, revision } = await flows.edit(id, base, [], 'watch')
    queue.begin(missed, revision)
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'flow.not-found') {
      end()
      throw error
    }
    // too far behind to catch up by edits
    queue.put({ revision: (await flows.get(id)).revision, edits: [], client: '' })
  }
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => queue.next(),
      async return() {
        end()
        queue.put('deleted')
        return { done: true, value: undefined }
      },
    }),
  }
}

class NewsQueue {
  private waiting: FlowNews[] = []
  private edits = 0
  private deleted = false
  private wake: (() => void) | null = null

  /** What happened before listening began goes before what was heard since. */
  begin(missed: FlowNews[], revision: number): void {
    const heard = this.waiting.filter((news) => news.revision > revision)
    this.waiting = []
    this.edits = 0
    for (const news of [...missed, ...heard]) this.put(news)
  }

  put(news: FlowNews | 'deleted'): void {
    if (news === 'deleted') this.deleted = true
    else this.add(news)
    this.wake?.()
  }

  private add(news: FlowNews): void {
    this.edits += news.edits.length
    const last = this.waiting.at(-1)
    const reload = this.edits > MOST_WAITING || (last && last.edits.length === 0)
    if (!reload) return void this.waiting.push(news)
    this.edits = 0
    this.waiting = [{ revision: news.revision, edits: [], client: '' }]
  }

  async next(): Promise<IteratorResult<FlowNews, undefined>> {
    while (this.waiting.length === 0 && !this.deleted)
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    const news = this.waiting.shift()
    if (!news) return { done: true, value: undefined }
    this.edits -= news.edits.length
    return { done: false, value: news }
  }
}
