import type { Blockloom } from '../compose.ts'
import type { DesktopWords } from './desktop-words.ts'
import type { ShowNotice } from './notice.ts'

/** Tells the person of runs that a trigger started and that failed; pressing it opens the run. */
export function noticeFailures(
  blockloom: Pick<Blockloom, 'onUnattendedFailure'>,
  notice: ShowNotice,
  { say }: DesktopWords,
): void {
  blockloom.onUnattendedFailure(({ id, flowName, error }) =>
    notice({
      title: say('notice.failed', { flow: flowName }),
      body: error?.message ?? say('notice.unseen'),
      place: `#/runs/${id}`,
    }),
  )
}
