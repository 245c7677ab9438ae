import type { Blockloom } from '../compose.ts'
import type { ShowNotice } from './notice.ts'

/** Tells the person of runs that a trigger started and that failed; pressing it opens the run. */
export function noticeFailures(blockloom: Pick<Blockloom, 'onUnattendedFailure'>, notice: ShowNotice): void {
  blockloom.onUnattendedFailure(({ id, flowName, error }) =>
    notice({
      title: `"${flowName}" failed`,
      body: error?.message ?? 'Nobody was there to see it.',
      place: `#/runs/${id}`,
    }),
  )
}
