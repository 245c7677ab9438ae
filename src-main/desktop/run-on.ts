import { app } from 'electron'
import type { Blockloom } from '../compose.ts'
import type { DesktopWords } from './desktop-words.ts'
import type { ShowNotice } from './notice.ts'
import { staysFor } from './tray-words.ts'

/** The key of the setting: the person was told that the program stays. */
const TOLD_KEY = 'toldThatItRunsOn'

/**
 * Closing the last window ends the program only where nothing would be missed: not while something is switched on, and
 * never on macOS, where programs stay until they are quit.
 */
export function runOn(
  { triggers, store }: Pick<Blockloom, 'triggers' | 'store'>,
  notice: ShowNotice,
  { say }: DesktopWords,
): void {
  app.on('window-all-closed', () => {
    if (!staysFor(triggers.list())) {
      if (process.platform !== 'darwin') app.quit()
      return
    }
    if (store.settings.get(TOLD_KEY) === true) return
    notice({
      title: say('notice.runsOn'),
      body: say('notice.runsOnMore'),
      place: '#/triggers',
    })
    // a full disk is told elsewhere: here it would only be said once more
    try {
      store.settings.set(TOLD_KEY, true)
    } catch {}
  })
}
