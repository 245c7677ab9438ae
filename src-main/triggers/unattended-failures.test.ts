import { expect, test } from 'vitest'
import type { RunRow } from '../runtime/ports.ts'
import { tellUnattendedFailures } from './unattended-failures.ts'

const HOUR = 3_600_000

function setUp() {
  let hear: (run: RunRow, again: boolean) => void = () => {}
  let now = 1_000_000
  const told: string[] = []
  const leave = tellUnattendedFailures(
    {
      onEnd(listener) {
        hear = listener
        return () => {
          hear = () => {}
        }
      },
    },
    { now: () => now },
    ({ id }) => told.push(id),
  )
  let ids = 0
  const end = (flowId: string, status = 'failed', type = 'start/every', again = false) =>
    hear({ id: `run_${++ids}`, flowId, status, trigger: { type } } as RunRow, again)
  return { told, leave, end, pass: (ms: number) => (now += ms) }
}

test('a flow that fails again and again is told of once an hour, others for themselves', () => {
  const { told, end, pass } = setUp()
  end('a')
  end('a')
  end('b')
  pass(HOUR - 1)
  end('a')
  pass(1)
  end('a')
  expect(told).toEqual(['run_1', 'run_3', 'run_5'])
})

test('what went well, is tried once more, or was started by hand or by another flow, is not told', () => {
  const { told, end } = setUp()
  end('a', 'succeeded')
  end('a', 'cancelled')
  end('a', 'failed', 'start/every', true)
  end('a', 'failed', 'start/manual')
  end('a', 'failed', 'start/called')
  expect(told).toEqual([])
  end('a')
  expect(told).toEqual(['run_6'])
})

test('a clock that was set back does not silence a flow', () => {
  const { told, end, pass } = setUp()
  end('a')
  pass(-2 * HOUR)
  end('a')
  expect(told).toHaveLength(2)
})

test('it ends', () => {
  const { told, end, leave } = setUp()
  leave()
  end('a')
  expect(told).toEqual([])
})
