import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { readFlow } from '../../../tests/support/run-flow.ts'
import { settled, testHost } from '../../../tests/support/test-runtime.ts'
import { ask } from './block.ts'

const flow = readFlow(join(import.meta.dirname, 'fixtures', 'before-deleting.flow.json'))

describeBlock(ask, import.meta.dirname, ({ failure }) => {
  test('says which field cannot be asked', async () => {
    const error = await failure({ question: 'Which?', kind: 'choice', choices: ['a', 'a'] })
    expect(error).toMatchObject({ code: 'config.wrong-kind', details: { field: 'choices' } })
    expect(error.message).toContain('"a" stands there twice.')
    expect((await failure({ question: 'Which?', within: '{{ "soon" }}' })).message).toContain('"Within"')
  })
})

describe('the question', () => {
  const asked = async () => {
    const links: string[] = []
    const host = testHost({
      askLinks: {
        to(run, pointer) {
          links.push(`https://home/ask/${run}-${pointer}`)
          return links.at(-1)
        },
      },
    })
    const id = host.start(flow)
    await settled()
    return { host, id, link: links[0] as string }
  }

  test('is open until somebody answers; the flow goes on with the answer', async () => {
    const { host, id, link } = await asked()
    expect(await host.runtime.questions()).toEqual([
      {
        run: id,
        flow: 'flw_test',
        flowName: 'Before deleting',
        pointer: 1,
        block: 'b2',
        blockName: 'May I?',
        path: '',
        question: 'Delete 12 files?',
        kind: 'yes-no',
        since: expect.any(Number),
        until: host.clock.now() + 86_400_000,
        link,
      },
    ])
    expect(host.runtime.get(id)).toMatchObject({ status: 'waiting', questions: 1 })
    await host.runtime.reply(id, { answer: 'yes', by: 'link' })
    expect(await host.over(id)).toMatchObject({ status: 'succeeded', output: 'deleted' })
    expect(await host.runtime.questions()).toEqual([])
  })

  test('tells its text and link to what is inside', async () => {
    const { host, id, link } = await asked()
    const told = host.events(id).find((event) => event.kind === 'ended' || event.kind === 'ran')
    expect(JSON.stringify(told)).toContain(`Delete 12 files? ${link}`)
  })

  test('is late when its time is up', async () => {
    const { host, id } = await asked()
    expect(await host.over(id)).toMatchObject({ output: 'nobody answered about 12 files' })
  })
})
