import { expect, test } from 'vitest'
import type { BlockContext } from '#shared/block'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { log } from './block.ts'
import { run } from './run.ts'

describeBlock(log, import.meta.dirname, ({ output, fixture }) => {
  test('passes on what arrived', async () => {
    expect((await fixture('levels', { input: { a: 1 } })).output).toEqual({ a: 1 })
    expect(await output({ text: '{{ input }}' }, [1])).toEqual([1])
  })
})

test('says its text at its level', async () => {
  const said: string[] = []
  const say = (level: string) => (text: string) => void said.push(`${level}: ${text}`)
  const context = { input: 7, log: { info: say('info'), warn: say('warn'), error: say('error') } }
  for (const level of ['info', 'warn', 'error'] as const)
    expect(await run.run({ text: 'hello', level }, context as unknown as BlockContext)).toEqual({ next: 7 })
  expect(said).toEqual(['info: hello', 'warn: hello', 'error: hello'])
})
