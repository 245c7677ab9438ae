import i18next from 'i18next'
import type { Json } from '#shared/flow'
import { useFlow } from '../../../model/flow-store.ts'
import { isAlive, useRun } from '../../../model/run-store.ts'
import { sayToldShort } from '../../../ui/value-tree/value-words.ts'

/**
 * What a watched variable holds. `now`: in a run that goes; `last`: at the end of the run that is shown; `start`: what
 * it begins with, before any run; `none`: nothing is known of it. Of what is long only the beginning, with `whole`.
 */
export type Held = { since: 'now' | 'last' | 'start' | 'none'; value?: Json; whole?: number | undefined }

/** News of a run come at most once in 16 ms, and a card is drawn only when its own variable has changed. */
export function useHeld(name: string): Held {
  const told = useRun(({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : undefined))
  const alive = useRun(isAlive)
  const start = useStart(name)
  if (told) return { since: alive ? 'now' : 'last', value: told.value, whole: told.whole }
  return start === undefined ? { since: 'none' } : { since: 'start', value: start }
}

/** What the flow gives a variable to begin with; undefined for one that only blocks make. */
export const useStart = (name: string): Json | undefined =>
  useFlow(({ document }) => document?.variables?.find((each) => each.name === name)?.value)

export const sayHeld = ({ since, value, whole }: Held): string =>
  since === 'none' ? i18next.t('canvas:monitor.nothing') : sayToldShort(value, whole)

/** "total is 5, monitor" */
export const nameHeld = (name: string, held: Held): string =>
  i18next.t(`canvas:monitor.${held.since}`, { name, value: sayHeld(held) })
