import type { Blockloom } from '../compose.ts'

type TriggerView = ReturnType<Blockloom['triggers']['list']>[number]

/** Windows cuts longer ones off. */
const LONGEST = 127

/** What the tray's icon says when it is pointed at: what waits here, and what comes next. */
export function trayWords(triggers: readonly TriggerView[], paused: boolean, now: number): string {
  const armed = triggers.filter(({ state }) => state === 'armed')
  const failed = triggers.filter(({ state }) => state === 'failed').length
  if (paused) return 'Blockloom: all triggers are paused'
  if (armed.length === 0 && failed === 0) return 'Blockloom: nothing runs by itself'
  const flows = new Set(armed.map(({ flowId }) => flowId)).size
  const words = [
    `Blockloom: ${flows} ${flows === 1 ? 'flow runs' : 'flows run'} by ${flows === 1 ? 'itself' : 'themselves'}`,
    ...(failed > 0 ? [`${failed} ${failed === 1 ? 'trigger does' : 'triggers do'} not work`] : []),
    ...nextOf(armed, now),
  ].join('\n')
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words
}

function nextOf(armed: readonly TriggerView[], now: number): string[] {
  const [first] = armed
    .flatMap(({ next, flowName }) => (next === null ? [] : [{ next, flowName }]))
    .sort((a, b) => a.next - b.next)
  if (!first) return []
  const isSoon = first.next - now < 20 * 3_600_000
  const form: Intl.DateTimeFormatOptions = isSoon
    ? { hour: '2-digit', minute: '2-digit' }
    : { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }
  return [`Next: ${new Intl.DateTimeFormat('en-GB', form).format(first.next)}, ${first.flowName}`]
}

/** Whether anything is switched on that the program has to stay for. */
export const staysFor = (triggers: readonly TriggerView[]): boolean =>
  triggers.some(({ state }) => state !== 'off')
