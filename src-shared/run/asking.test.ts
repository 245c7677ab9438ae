import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { type Play, play, type Script } from '../../tests/support/play-run.ts'
import { newRun, owedCommands, replay } from './index.ts'
import { recordAll } from './record-state.ts'
import { stateAtBlock, stateBeforeFailure } from './rerun-state.ts'
import { pictureOf } from './state-picture.ts'

const start = (next: string | string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const compute = (id: string, to?: Record<string, string>) => ({ id, type: 'test/compute', to })
const act = (id: string, to?: Record<string, string>) => ({ id, type: 'test/act', to })
const ask = (config: object = {}, to: Record<string, string> = { next: 'after', late: 'late' }) => ({
  id: 'ask',
  type: 'control/ask',
  config: { question: 'Go on?', ...config },
  to,
})
const simple = (config?: object) => flowOf([start('ask'), ask(config), compute('after'), compute('late')])
const telling = (config?: object) =>
  flowOf([
    start('ask'),
    ask(config, { tell: 'mail', next: 'after', late: 'late' }),
    act('mail'),
    compute('after'),
    compute('late'),
  ])
const reply = (run: Play, answer: string | boolean, pointer = 1) => {
  run.note({ kind: 'replied', pointer, answer, by: 'browser' })
  run.goOn()
}
const HOUR = 3_600_000

describe('asking a person', () => {
  test('waits, and the answer goes on', () => {
    const run = play(simple(), { input: 'in' })
    expect(run.state).toMatchObject({ status: 'waiting' })
    expect([...run.state.questions.keys()]).toEqual([1])
    reply(run, true)
    expect(run.state).toMatchObject({ status: 'succeeded', output: true })
    expect(run.state.questions.size).toBe(0)
    expect(run.order).toEqual(['start', 'ask', 'after'])
    expect(run.view.steps.get(1)?.logs?.map(({ text }) => text)).toEqual(['Answered in the browser: yes'])
  })

  test('what arrived goes on from "late" when nobody answers in time', () => {
    const run = play(simple({ within: '2h' }), { input: 'in' })
    expect(run.state.held.get(1)).toMatchObject({ phase: 'replying', waitMs: 2 * HOUR })
    run.wake('ask')
    expect(run.state).toMatchObject({ status: 'succeeded', output: 'in' })
    expect(run.order).toEqual(['start', 'ask', 'late'])
  })

  test('an answer ends the wait for it', () => {
    const run = play(simple({ within: '2h' }))
    reply(run, true)
    expect(run.aborted).toEqual(['ask'])
  })

  test('tells people about the question first: its text, its link, and what arrived', () => {
    const run = play(telling(), { input: 'in', link: { link: 'https://here/ask/1' } })
    expect(run.state.status).toBe('running')
    expect(run.view.steps.get(2)?.input).toEqual({
      question: 'Go on?',
      link: 'https://here/ask/1',
      input: 'in',
    })
    run.end('mail')
    expect(run.state.status).toBe('waiting')
    reply(run, false)
    expect(run.state.output).toBe(false)
  })

  test('an answer that comes while it still tells is kept until it has told', () => {
    const run = play(telling())
    reply(run, true)
    expect(run.state.status).toBe('running')
    expect(run.state.questions.size).toBe(0)
    run.end('mail')
    expect(run.state).toMatchObject({ status: 'succeeded', output: true })
  })

  test('the time counts from the question, also while it tells', () => {
    const run = play(telling({ within: '1h' }), { input: 'in' })
    run.at += HOUR
    run.end('mail')
    expect(run.order).toContain('late')
    const other = play(telling({ within: '1h' }), { input: 'in' })
    other.at += HOUR / 2
    other.end('mail')
    expect(other.state.held.get(1)?.waitMs).toBeLessThanOrEqual(HOUR / 2)
  })

  test('a failure while it tells closes the question', () => {
    const run = play(telling())
    run.fail('mail', { code: 'test.oops', message: 'Oops.' })
    expect(run.state.status).toBe('failed')
    expect(run.state.questions.size).toBe(0)
  })

  test('cancelling the run closes the question', () => {
    const run = play(simple({ within: '1h' }))
    run.note({ kind: 'cancelled' })
    expect(run.state.questions.size).toBe(0)
    expect(run.aborted).toEqual(['ask'])
  })

  test('an answer to a paused run is taken; the run goes on when it may', () => {
    const run = play(simple())
    run.note({ kind: 'paused' })
    reply(run, true)
    expect(run.state).toMatchObject({ status: 'paused', ready: { length: 1 } })
    run.note({ kind: 'continued' })
    run.goOn()
    expect(run.state.output).toBe(true)
  })

  test.each<[object, string, string]>([
    [{ question: '' }, 'config.required', 'question'],
    [{ question: 'x'.repeat(10_001) }, 'config.out-of-range', 'question'],
    [{ kind: 'choice' }, 'config.wrong-kind', 'choices'],
    [{ kind: 'choice', choices: ['a', 'a'] }, 'config.wrong-kind', 'choices'],
    [{ kind: 'choice', choices: ['a', ''] }, 'config.wrong-kind', 'choices'],
    [{ kind: 'maybe' }, 'config.not-a-choice', 'kind'],
  ])('refuses to ask %j', (config, code, field) => {
    const { state } = play(simple(config))
    expect(state).toMatchObject({ status: 'failed', error: { code, details: { field, block: 'ask' } } })
  })
})

describe('the journal of a question', () => {
  const scripts: [string, ReturnType<typeof simple>, Script][] = [
    ['waiting', simple({ within: '1h' }), {}],
    ['telling', telling({ within: '1h', kind: 'choice', choices: ['a', 'b'] }), {}],
  ]
  test.each(scripts)('gives the same state again (%s)', (_, flow, script) => {
    const run = play(flow, script)
    const again = replay(run.flow, run.events)
    expect(pictureOf(again)).toEqual(pictureOf(run.state))
    expect(again.questions.size).toBe(1)
  })

  test('owes the wait again only where there is one', () => {
    const owed = (config: object) => {
      const run = play(simple(config))
      return owedCommands(replay(run.flow, run.events)).map((command) => command.do)
    }
    expect(owed({ within: '1h' })).toEqual(['wait'])
    expect(owed({})).toEqual([])
  })

  test('a run that does it again asks again', () => {
    const run = play(flowOf([start(['ask', 'bad']), ask({ within: '1h' }), compute('after'), act('bad')]))
    run.fail('bad', { code: 'test.oops', message: 'Oops.' })
    const state = stateBeforeFailure(run.flow, run.events)
    const again = play(run.flow.document, { order: { ...(state && { state }) } })
    expect(again.state.held.get(1)).toMatchObject({ phase: 'replying', visit: 0, waitMs: HOUR })
    expect(again.underWay().sort()).toEqual(['ask', 'bad'])
  })

  test('a run that does it again while it was telling tells on, and keeps an answer that had come', () => {
    const flow = telling({ within: '1h' })
    const run = play(flow)
    const asking = play(flow, { order: { state: recordAll(run.state, run.at + HOUR / 2) } })
    expect(asking.state.questions.size).toBe(1)
    const { since = 0, due = 0 } = run.state.questions.get(1)?.question ?? {}
    expect(due - since).toBe(HOUR)
    const left = (asking.state.questions.get(1)?.question?.due ?? 0) - asking.state.startedAt
    expect(left).toBe(due - (run.at + HOUR / 2))
    reply(run, true)
    const answered = play(flow, { order: { state: recordAll(run.state, run.at) } })
    expect(answered.state.questions.size).toBe(0)
    answered.end('mail')
    expect(answered.state.output).toBe(true)
  })

  test('a run from the question on asks it anew; one from inside tells on', () => {
    const run = play(telling())
    run.end('mail')
    const from = (block: string) => {
      const state = stateAtBlock(run.flow, run.events, block)
      return play(run.flow.document, { order: { ...(state && { state }) } })
    }
    expect(from('ask').order).toEqual(['ask', 'mail'])
    const inside = from('mail')
    expect(inside.underWay()).toEqual(['mail'])
    inside.end('mail')
    reply(inside, true)
    expect(inside.state.output).toBe(true)
  })

  test('is refused where nobody asked', () => {
    const run = play(simple())
    expect(() => run.note({ kind: 'replied', pointer: 0, answer: true, by: 'api' })).toThrow('asks nobody')
    expect(newRun(run.flow).questions.size).toBe(0)
  })
})
