import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { systemInfo } from './block.ts'

describeBlock(systemInfo, import.meta.dirname, ({ output, fixture }) => {
  test('tells what this computer is', async () => {
    const facts = (await output({})) as Record<string, never>
    expect(Object.keys(facts).sort()).toEqual(Object.keys(systemInfo.outputs.next.example as object).sort())
    expect(facts).toMatchObject({ home: homedir(), cores: expect.any(Number), name: expect.any(String) })
    const { memory, drive, upSince } = facts as never as {
      memory: { total: number; free: number }
      drive: { total: number; free: number }
      upSince: string
    }
    for (const { total, free } of [memory, drive]) {
      expect(free).toBeGreaterThan(0)
      expect(total).toBeGreaterThanOrEqual(free)
    }
    expect(Date.parse(upSince)).toBeLessThan(Date.now())
    expect((await fixture('nearly-full')).output).toBe(false)
  })
})
