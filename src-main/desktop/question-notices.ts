import type { Blockloom } from '../compose.ts'
import type { ShowNotice } from './notice.ts'

/** Tells the person of every question that a flow asks, also while the window is closed. */
export function noticeQuestions({ runtime }: Pick<Blockloom, 'runtime'>, notice: ShowNotice): void {
  runtime.onQuestion(({ run, flowName, question }) =>
    notice({ title: flowName, body: question, place: `#/runs/${run}` }),
  )
}
