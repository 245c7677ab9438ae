import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { settled, testHost } from '../../tests/support/test-runtime.ts'
import type { OpenQuestion } from './open-questions.ts'

const start = (...next: string[]) => ({ id: 'start', type: 'start/manual', to: { next } })
const ask = (id: string, config = {}) => ({
  id,
  type: 'control/ask',
  config: { question: `${id}?`, ...config },
})
const one = flowOf([start('ask'), ask('ask')])
const two = flowOf([start('boss', 'clerk'), ask('boss'), ask('clerk', { kind: 'number' })])
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => [error.code, error.message].join(': '),
  )

async function asked(flow = one) {
  const host = testHost()
  const id = host.start(flow)
  await settled()
  return { host, id, reply: host.runtime.reply }
}

describe('answering', () => {
  test('two at once: the first counts, the second is told what it was', async () => {
    const { host, id, reply } = await asked()
    const both = [reply(id, { answer: true, by: 'link' }), reply(id, { answer: false, by: 'browser' })]
    expect(await Promise.all(both.map(codeOf))).toEqual([
      'done',
      'question.answered: Somebody was faster: the answer was "yes".',
    ])
    expect(await host.over(id)).toMatchObject({ output: true })
    expect(await codeOf(reply(id, { answer: true, by: 'link', pointer: 1 }))).toContain('question.answered')
    expect(await host.runtime.question(id, 1)).toMatchObject({ is: 'answered', answer: true })
  })

  test('names the question where several are open: by its block or its pointer', async () => {
    const { host, id, reply } = await asked(two)
    expect(await codeOf(reply(id, { answer: 1, by: 'api' }))).toBe(
      'question.which: 2 questions of this run are open: "boss", "clerk".',
    )
    await reply(id, { block: 'clerk', answer: '7', by: 'api' })
    expect(await host.runtime.questions()).toMatchObject([{ block: 'boss', pointer: 1 }])
    await reply(id, { pointer: 1, answer: 'no', by: 'api' })
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: false })
  })

  test('an answer that does not fit changes nothing', async () => {
    const { host, id, reply } = await asked()
    expect(await codeOf(reply(id, { answer: 'perhaps', by: 'link' }))).toContain('reply.does-not-fit')
    expect(await host.runtime.questions()).toHaveLength(1)
  })

  test('a run that was cancelled asks nothing any more', async () => {
    const { host, id, reply } = await asked()
    host.runtime.cancel(id)
    await host.over(id)
    expect(await host.runtime.questions()).toEqual([])
    expect(await codeOf(reply(id, { answer: true, by: 'link' }))).toContain('question.closed')
    expect(await host.runtime.question(id, 1)).toEqual({ is: 'closed' })
    expect(await codeOf(reply('run_none', { answer: true, by: 'link' }))).toContain('run.not-found')
  })

  test('whoever looks at the run sees the question come and go', async () => {
    const { host, id, reply } = await asked()
    const stop = new AbortController()
    const news = host.runtime.watch(id, stop.signal)[Symbol.asyncIterator]()
    expect((await news.next()).value?.run).toMatchObject({ questions: 1, asks: [{ question: 'ask?' }] })
    await reply(id, { answer: true, by: 'desktop' })
    let run: unknown
    const reading = (async () => {
      for (let step = await news.next(); !step.done; step = await news.next()) run = step.value.run
    })()
    await host.over(id)
    host.clock.turn(100)
    await reading
    expect(run).toMatchObject({ status: 'succeeded' })
    expect(run).not.toHaveProperty('asks')
    expect(run).not.toHaveProperty('questions')
  })
})

describe('over a restart', () => {
  test('the question stays open, also paused, and its time goes on', async () => {
    const first = testHost()
    const told: OpenQuestion[] = []
    first.runtime.onQuestion((question) => told.push(question))
    const asks = { ...ask('ask', { within: '2h' }), to: { next: 'say' } }
    const say = { id: 'say', type: 'test/compute' }
    const id = first.start(flowOf([start('ask'), asks, say]))
    await settled()
    await first.runtime.pause(id)
    expect(told).toHaveLength(1)
    await first.runtime.stop()
    first.clock.turn(3_600_000)

    const { clock, disk, versions } = first
    const second = testHost({ clock, disk, versions })
    second.runtime.onQuestion((question) => told.push(question))
    expect(await second.runtime.questions()).toEqual(told)
    await second.runtime.recover()
    await settled()
    expect(await second.runtime.questions()).toEqual(told)
    await second.runtime.reply(id, { answer: true, by: 'command' })
    expect(told).toHaveLength(1)
    expect(second.runtime.get(id)?.status).toBe('paused')
    await second.runtime.continue(id)
    expect(await second.over(id)).toMatchObject({ output: true })
  })

  test('is late at the time that was said, though the host was away', async () => {
    const first = testHost()
    const id = first.start(flowOf([start('ask'), ask('ask', { within: '2h' })]), { input: 'in' })
    await settled()
    const due = first.clock.now() + 7_200_000
    await first.runtime.stop()
    first.clock.turn(3_600_000)
    const { clock, disk, versions } = first
    const second = testHost({ clock, disk, versions })
    await second.runtime.recover()
    expect(await second.over(id)).toMatchObject({ output: 'in' })
    expect(clock.now()).toBe(due)
  })

  test('an answer takes up a run that no host has', async () => {
    const first = testHost()
    const id = first.start(one)
    await settled()
    await first.runtime.stop()
    const { clock, disk, versions } = first
    const second = testHost({ clock, disk, versions })
    await second.runtime.reply(id, { answer: 'no', by: 'command' })
    expect(await second.over(id)).toMatchObject({ status: 'succeeded', output: false })
  })
})
