/** Holds this engine to the cases beside this file, which any other engine could be held to just as well. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Problem } from '#shared/error'
import { parseDuration } from '#shared/flow'
import type { StepView } from '#shared/run'
import { type CaseFile, type Expected, runsOf } from './case.ts'
import { type Played, playCase } from './play-case.ts'

const files = globSync('*.json', { cwd: import.meta.dirname })
  .toSorted()
  .map((name) => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as CaseFile)

test('every sentence stands once', () => {
  const all = files.flatMap(({ cases }) => cases.map((one) => one.says))
  expect(all.length).toBeGreaterThanOrEqual(120)
  expect(all.filter((says, i) => all.indexOf(says) !== i)).toEqual([])
})

for (const { about, cases } of files)
  describe(about, () => {
    for (const one of cases) {
      const run = one.expectedToFail === undefined ? test : test.fails
      run(one.says, async () => {
        const played = await playCase(one)
        expect(played.map(said)).toEqual(
          runsOf(one).map(({ expect: expected }, i) => wanted(expected, played[i])),
        )
      })
    }
  })

const named = ({ block, visit, path }: StepView): string =>
  `${block}${visit > 0 ? `#${visit}` : ''}${path === '' ? '' : `@${path}`}`

const line = (step: StepView): string =>
  step.status === 'succeeded' ? named(step) : `${named(step)} ${step.status}`

/** All that a case can speak of. */
function said({ refused, row, steps, statuses, aborted, called, refusals }: Played): Record<string, unknown> {
  if (refused)
    return { problems: problemsOf(refused.details.problems as Problem[] | undefined) ?? [refused.code] }
  const by = (value: (step: StepView) => number | undefined) =>
    Object.fromEntries(
      steps.flatMap((step) => (value(step) === undefined ? [] : [[named(step), value(step)]])),
    )
  return {
    status: row?.status,
    output: row?.output,
    error: row?.error && {
      code: row.error.code,
      message: row.error.message,
      block: row.error.details?.block,
    },
    steps: steps.map(line),
    took: (row?.endedAt ?? 0) - (row?.startedAt ?? 0),
    attempts: by((step) => step.attempts),
    passes: by((step) => step.passes),
    aborted,
    called,
    refusals,
    statuses,
  }
}

const problemsOf = (problems: readonly Problem[] | undefined) =>
  problems
    ?.filter(({ severity }) => severity === 'error')
    .map(({ code, block }) => (block === undefined ? code : `${code} ${block}`))

/** What is expected, with whatever the case does not speak of as it came. */
function wanted(expected: Expected, played: Played | undefined): Record<string, unknown> {
  const came = played ? said(played) : {}
  if (expected.problems) return { problems: expected.problems }
  const { error, took, tookAtMost, attempts, passes, ...plain } = expected
  const { message } = (came.error ?? {}) as { message?: string }
  return {
    ...came,
    // a run that fails gives nothing, and one that succeeds has no error
    output: undefined,
    error: undefined,
    refusals: [],
    ...plain,
    ...(took !== undefined && { took: parseDuration(took) }),
    ...(tookAtMost !== undefined && { took: Math.min(came.took as number, parseDuration(tookAtMost)) }),
    ...(error && { error: { ...(came.error as object), ...error, message: part(error.message, message) } }),
    ...(attempts && { attempts: { ...(came.attempts as object), ...attempts } }),
    ...(passes && { passes: { ...(came.passes as object), ...passes } }),
  }
}

/** The whole message where it holds all that is expected, else only that: so that a failure shows both. */
const part = (expected: string | string[] = [], came = ''): string =>
  [expected].flat().every((one) => came.includes(one)) ? came : [expected].flat().join(' ... ')
