import type { Blockloom } from '../compose.ts'
import type { DesktopWords } from './desktop-words.ts'

type TriggerView = ReturnType<Blockloom['triggers']['list']>[number]

/** Windows cuts longer ones off. */
const LONGEST = 127

/** What the tray's icon says when it is pointed at: what waits here, and what comes next. */
export function trayWords(
  triggers: readonly TriggerView[],
  paused: boolean,
  now: number,
  words: DesktopWords,
): string {
  const { say } = words
  const armed = triggers.filter(({ state }) => state === 'armed')
  const failed = triggers.filter(({ state }) => state === 'failed').length
  if (paused) return say('tray.paused')
  if (armed.length === 0 && failed === 0) return say('tray.nothing')
  const flows = new Set(armed.map(({ flowId }) => flowId)).size
  const said = [
    say('tray.flows', { count: flows }),
    ...(failed > 0 ? [say('tray.failed', { count: failed })] : []),
    ...nextOf(armed, now, words),
  ].join('\n')
  return said.length > LONGEST ? `${said.slice(0, LONGEST - 1)}…` : said
}

function nextOf(armed: readonly TriggerView[], now: number, { say, locale }: DesktopWords): string[] {
  const [first] = armed
    .flatMap(({ next, flowName }) => (next === null ? [] : [{ next, flowName }]))
    .sort((a, b) => a.next - b.next)
  if (!first) return []
  const isSoon = first.next - now < 20 * 3_600_000
  const form: Intl.DateTimeFormatOptions = isSoon
    ? { hour: '2-digit', minute: '2-digit' }
    : { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  const time = new Intl.DateTimeFormat(locale(), form).format(first.next)
  return [say('tray.next', { time, flow: first.flowName })]
}

/** Whether anything is switched on that the program has to stay for. */
export const staysFor = (triggers: readonly TriggerView[]): boolean =>
  triggers.some(({ state }) => state !== 'off')
