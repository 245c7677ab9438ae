import i18next from 'i18next'
import type { Json } from '#shared/flow'
import { useCalmRun } from '../../../model/calm-run.ts'
import { useFlow } from '../../../model/flow-store.ts'
import { isAlive } from '../../../model/run-store.ts'
import { sayToldShort } from '../../../ui/value-tree/value-words.ts'

/**
 * What a watched variable holds. `now`: in a run that goes; `last`: at the end of the run that is shown; `start`: what
 * it begins with, before any run; `none`: nothing is known of it. Of what is long only the beginning, with `whole`.
 */
export type Held = { since: 'now' | 'last' | 'start' | 'none'; value?: Json; whole?: number | undefined }

/** A card is drawn anew only when its own variable has changed, and ten times a second at most. */
export function useHeld(name: string): Held {
  const told = useCalmRun(({ variables }) => (Object.hasOwn(variables, name) ? variables[name] : undefined))
  const alive = useCalmRun(isAlive)
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
