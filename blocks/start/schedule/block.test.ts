import { expect, test } from 'vitest'
import { configProblems } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { schedule } from './block.ts'

describeBlock(schedule, import.meta.dirname, ({ fixture }) => {
  test('can be tried by hand: with its sample, or with what is given', async () => {
    expect((await fixture('given-back')).output).toEqual({ due: '2026-01-05T09:00:00.000Z', missed: 0 })
    expect((await fixture('given-back', { input: { own: 1 } })).output).toEqual({ own: 1 })
  })

  test.each([
    ['0 25 * * *', 'schedule.out-of-range', /The hour "25" of the schedule, at column 3/],
    ['0 0 30 2 *', 'schedule.never-fires', /February has 29 days at most/],
    ['every mondey at 9', 'schedule.unknown-word', /"mondey", at column 7/],
  ])('"%s" is a problem of the flow before it is switched on', (cron, code, message) => {
    const [problem, ...more] = configProblems(schedule, { cron })
    expect(problem).toMatchObject({ code, severity: 'error', path: 'config.cron' })
    expect(problem?.message).toMatch(message)
    expect(problem?.fix).toBeTruthy()
    expect(more).toEqual([])
  })

  test('a zone that there is not is told with one that is; none is that of this computer', () => {
    const cron = 'every weekday at 09:00'
    expect(configProblems(schedule, { cron, zone: 'Europe/Berln' })).toMatchObject([
      { code: 'schedule.unknown-zone', path: 'config.zone', fix: 'Did you mean Europe/Berlin?' },
    ])
    expect(configProblems(schedule, { cron, zone: '' })).toEqual([])
    expect(configProblems(schedule, { cron, zone: '{{ env.ZONE }}' })).toEqual([])
    expect(configProblems(schedule, {})).toMatchObject([{ code: 'config.required', path: 'config.cron' }])
  })
})
