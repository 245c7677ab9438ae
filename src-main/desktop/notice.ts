import { Notification } from 'electron'

/** Longer ones are cut off by most desktops, each in its own way. */
const LONGEST = 300

/** `place`: where pressing it leads in the studio, such as `#/runs/run_01JD` */
export type ShowNotice = (notice: { title: string; body: string; place: string }) => void

/** Shows notifications of the desktop, where it has any. @param show opens the studio at a place */
export function notices(show: (place: string) => void): ShowNotice {
  /** those that can still be pressed: the system forgets them with the object */
  const open = new Set<Notification>()
  return ({ title, body, place }) => {
    if (!Notification.isSupported()) return
    const short = body.length > LONGEST ? `${body.slice(0, LONGEST - 1)}…` : body
    const notice = new Notification({ title, body: short })
    const forget = () => void open.delete(notice)
    open.add(notice)
    notice.on('click', () => {
      forget()
      show(place)
    })
    notice.on('close', forget)
    notice.show()
  }
}
