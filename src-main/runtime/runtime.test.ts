import { describe, expect, test } from 'vitest'
import { flowOf } from '../../tests/support/flow-of.ts'
import { testHost } from '../../tests/support/test-runtime.ts'

describe('a run', () => {
  test('goes from its hat block by block and gives back what return was given', async () => {
    const host = testHost()
    const id = host.start(
      flowOf([
        { id: 'start', type: 'start/manual', to: { next: 'log' } },
        { id: 'log', type: 'say/log', config: { text: 'Got {{ input.n }}' }, to: { next: 'end' } },
        { id: 'end', type: 'control/return', config: { value: '{{ input.n + 1 }}' } },
      ]),
      { input: { n: 41 } },
    )
    const row = await host.over(id)
    expect(row).toMatchObject({ status: 'succeeded', output: 42, steps: 3 })
    expect(host.events(id).map((event) => event.kind)).toEqual([
      'ordered',
      'began',
      'entered',
      'started',
      'ended',
      'entered',
    ])
  })
})
