import i18next from 'i18next'
import { useCallback, useRef, useState } from 'react'
import { client } from '../../link/client.ts'
import { tellError, useNotices } from '../../model/notice-store.ts'
import { type Deed, type Done, doAbout, type Refusal, reasonsOf } from './run-deeds.ts'

const say = (key: string, values: Record<string, unknown>) =>
  i18next.t(`choice.${key}`, { ns: 'runs', ...values })

/** ms after which somebody who waits wonders */
const SOON = 400

/** What is being done about several runs. */
export type UnderWay = { deed: Deed; count: number; all: number /** it takes its time */; slow: boolean }

/** What came of it, where it is more than that it was done. */
export type Outcome = { message: string; lines: readonly string[] }

/** Does something about several runs, one thing at a time, and says what came of it. */
export function useDeeds() {
  const [underWay, setUnderWay] = useState<UnderWay | null>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const forget = useCallback(() => setOutcome(null), [])
  const stop = useRef<AbortController | null>(null)
  const leave = useCallback(() => stop.current?.abort(), [])
  /** @returns the runs that it could not be done about */
  const doIt = useCallback(async (deed: Deed, ids: readonly string[]): Promise<readonly string[]> => {
    if (stop.current) return ids
    const mine = new AbortController()
    stop.current = mine
    setOutcome(null)
    setUnderWay({ deed, count: 0, all: ids.length, slow: false })
    const slow = setTimeout(() => setUnderWay((now) => now && { ...now, slow: true }), SOON)
    const onPiece = (count: number) => setUnderWay((now) => now && { ...now, count })
    try {
      const { done, refused } = await doAbout(client.runs.batch, deed, ids, onPiece, mine.signal)
      setOutcome(tellDone(deed, { done, refused }, ids.length))
      return without(ids, done)
    } catch (error) {
      tellError(error)
      return ids
    } finally {
      clearTimeout(slow)
      stop.current = null
      setUnderWay(null)
    }
  }, [])
  return { underWay, doIt, leave, outcome, forget }
}

const without = (ids: readonly string[], done: readonly string[]) => {
  const gone = new Set(done)
  return ids.filter((id) => !gone.has(id))
}

/** Reasons that are told; more would be read by nobody. */
const REASONS = 3

/** All done is a short word at the foot of the page. What else there is to say stays where it can be acted on. */
function tellDone({ do: what }: Deed, { done, refused }: Done, all: number): Outcome | null {
  const count = refused.length
  const did = say(`did.${what}`, { count: done.length })
  const some = done.length === 0 ? say(`nothing.${what}`, { count }) : say('some', { did, count })
  const message = count === 0 ? say('all', { did }) : some
  const left = all - done.length - count
  const lines = [...whyNot(refused), ...(left > 0 ? [say('left', { count: left })] : [])]
  if (lines.length > 0) return { message, lines }
  useNotices.getState().tell({ kind: 'info', topic: 'run deeds', message })
  return null
}

const whyNot = (refused: readonly Refusal[]): string[] =>
  reasonsOf(refused)
    .slice(0, REASONS)
    .map(({ error: { message, fix }, count }, _, { length }) => {
      const why = fix ? `${message} ${fix}` : message
      return length === 1 ? why : say('reason', { count, why })
    })
