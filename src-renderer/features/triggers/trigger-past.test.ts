import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RunSummary } from '#shared/run'
import { type Past, pastOf } from './use-trigger-history.ts'

const run = (queuedAt: number) => ({ id: `run_${queuedAt}`, queuedAt }) as RunSummary
const note = (at: number) => ({ at, what: 'missed' as const, text: '' })
const said = (past: readonly Past[]) => past.map((one) => `${'run' in one ? 'run' : 'note'} ${one.at}`)

test('what is older than the runs that came waits until all before it are here', () => {
  const [runs, notes] = [
    [run(30), run(20)],
    [note(25), note(10)],
  ]
  expect(said(pastOf(runs, notes, false))).toEqual(['run 30', 'note 25', 'run 20'])
  expect(said(pastOf(runs, notes, true))).toEqual(['run 30', 'note 25', 'run 20', 'note 10'])
  expect(said(pastOf([], notes, true))).toEqual(['note 25', 'note 10'])
})

test('an older page only ever adds to the end of what is shown', () => {
  const times = fc.uniqueArray(fc.nat(1000), { minLength: 2, maxLength: 30 })
  fc.assert(
    fc.property(times, times, (ofRuns, ofNotes) => {
      const runs = ofRuns.sort((a, b) => b - a).map(run)
      const notes = ofNotes.map(note)
      const first = said(pastOf(runs.slice(0, Math.ceil(runs.length / 2)), notes, false))
      expect(said(pastOf(runs, notes, true)).slice(0, first.length)).toEqual(first)
    }),
  )
})
