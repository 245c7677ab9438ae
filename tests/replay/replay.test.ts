import { describe, expect, test } from 'vitest'
import { catalog } from '#blocks/catalog'
import { picturesOf, recordedRuns } from './recorded-run.ts'

const runs = recordedRuns()

// A run resumes, plays back and is looked at by folding its journal: what a release wrote has to mean the same
// for ever. A failure here is no reason to record anew: it says that runs of people would change their past.
describe('a journal of an earlier release', () => {
  test('is there for each kind of run that may outlive an update', () => {
    const abouts = runs.map(({ run }) => run.about)
    for (const about of ['Sort a folder', 'a retry', 'an interrupted run', 'a concurrent loop'])
      expect(abouts).toContain(about)
  })

  test.each(runs)('means what it meant when it was written: $name', ({ run }) => {
    const now = picturesOf(
      run,
      run.pictures.map(({ after }) => after),
      catalog,
    )
    expect(now).toHaveLength(run.pictures.length)
    // what a later release knows beyond it may be there as well
    for (const [i, { after, state }] of run.pictures.entries())
      expect(now[i], `after event ${after}`).toMatchObject({ after, state: state as object })
  })
})
