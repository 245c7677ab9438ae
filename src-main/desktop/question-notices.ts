import { Notification } from 'electron'
import type { Blockloom } from '../compose.ts'

/** Longer ones are cut off by most desktops, each in its own way. */
const LONGEST = 300

/**
 * Tells the person of every question that a flow asks, also while the window is closed.
 * @param show opens the studio at an address of its own, such as `#/runs/run_01JD`
 */
export function noticeQuestions(
  { runtime }: Pick<Blockloom, 'runtime'>,
  show: (place: string) => void,
): void {
  /** those that can still be pressed: the system forgets them with the object */
  const open = new Set<Notification>()
  runtime.onQuestion(({ run, flowName, question }) => {
    if (!Notification.isSupported()) return
    const body = question.length > LONGEST ? `${question.slice(0, LONGEST - 1)}…` : question
    const notice = new Notification({ title: flowName, body })
    const forget = () => void open.delete(notice)
    open.add(notice)
    notice.on('click', () => {
      forget()
      show(`#/runs/${run}`)
    })
    notice.on('close', forget)
    notice.show()
  })
}
