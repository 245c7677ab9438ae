// kill -9 of the real program while a flow waits for a person: the question is open in the next host, under the same link.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenQuestion } from '#shared/contract'
import { flowOf } from '../support/flow-of.ts'
import { type ServedBlockloom, serveBlockloom } from '../support/served-blockloom.ts'

let blockloom: ServedBlockloom
beforeAll(async () => {
  blockloom = await serveBlockloom()
})
afterAll(async () => {
  await blockloom.kill()
  await blockloom.end()
})

const flow = flowOf([
  { id: 'start', type: 'start/manual', to: { next: 'ask' } },
  {
    id: 'ask',
    type: 'control/ask',
    name: 'Which size',
    config: { question: 'Which, {{ input }}?', kind: 'choice', choices: ['Small', 'Large'], within: '2h' },
    to: { tell: 'told', next: 'end' },
  },
  { id: 'told', type: 'say/log', config: { text: '{{ input.link }}' } },
  { id: 'end', type: 'control/return', config: { value: ['{{ input }}', '{{ blocks.start }}'] } },
])
const isWaiting = ({ status }: { status: string }) => status === 'waiting'
const open = async () => (await blockloom.call<OpenQuestion[]>('/questions')).json
/** the server takes another port each time */
const pathOf = (link = '') => new URL(link).pathname

async function asked(): Promise<{ id: string; link: string }> {
  const id = await blockloom.run(flow, { input: 'Ada' })
  await blockloom.rest(id, isWaiting)
  const [told] = (await blockloom.steps(id)).filter(({ block }) => block === 'told')
  return { id, link: told?.logs?.[0]?.text ?? '' }
}

test('a question that was open is open after the kill, and its link answers it', async () => {
  const { id, link } = await asked()
  const [before] = await open()
  expect(before).toMatchObject({ run: id, question: 'Which, Ada?', choices: ['Small', 'Large'], link })
  await blockloom.kill()
  await blockloom.startAgain()
  expect(await open()).toEqual([before])

  const page = await (await blockloom.get(pathOf(link))).text()
  expect(page).toContain('Which, Ada?')
  const sent = await blockloom.get(pathOf(link), {
    method: 'POST',
    body: new URLSearchParams({ answer: 'Large' }),
  })
  expect(await sent.text()).toContain('<h1>Thank you</h1>')
  expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: ['Large', 'Ada'] })
  expect(await open()).toEqual([])
})

test('an answer that was taken is there after a kill in the same moment', async () => {
  const { id, link } = await asked()
  const replied = await blockloom.call(`/runs/${id}/reply`, {
    body: { answer: 'Small', block: 'Which size' },
  })
  await blockloom.kill()
  expect(replied.status).toBe(200)
  await blockloom.startAgain()
  expect(await blockloom.rest(id)).toMatchObject({ status: 'succeeded', output: ['Small', 'Ada'] })
  expect(await (await blockloom.get(pathOf(link))).text()).toContain('This was answered already')
})

test('answers that do not fit, come second or to no question are refused with what to do', async () => {
  const { id } = await asked()
  const reply = async (body: object) => (await blockloom.call(`/runs/${id}/reply`, { body })).json
  expect(await reply({ answer: 'Huge' })).toMatchObject({
    ...{ status: 422, code: 'reply.does-not-fit', fix: 'Choose one of: Small, Large.' },
  })
  expect(await reply({ answer: 'Small', pointer: 99 })).toMatchObject({
    status: 409,
    code: 'question.closed',
  })
  const both = await Promise.all([reply({ answer: 'Small' }), reply({ answer: 'Large' })])
  const codes = both.map((one) => one.code)
  expect(codes.filter((code) => code === 'question.answered')).toHaveLength(1)
  await blockloom.call(`/runs/${id}/cancel`, { method: 'POST' })
})
