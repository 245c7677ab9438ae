import { expect, test } from 'vitest'
import { Turns, type Worker } from './turns.ts'

/** Turns on a clock that only work moves. */
function someTurns() {
  let now = 1000
  const turns = new Turns({ now: () => now, monotonic: () => now, after: () => () => {} })
  return { turns, takes: (ms: number) => (now += ms) }
}
const rounds = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve))
}

test('between two slices lies a round of the event loop in which nobody waits for work and commit at once', async () => {
  const { turns, takes } = someTurns()
  const seen: string[] = []
  let left = 3
  const long: Worker = {
    work() {
      takes(5)
      seen.push('slice')
      // as the store does it: what was noted is committed at the end of the turn
      setImmediate(() => {
        seen.push('commit')
        setImmediate(() => seen.push('others'))
      })
      return --left > 0
    },
  }
  turns.wake(long)
  await rounds(10)
  expect(seen).toEqual([
    ...['slice', 'commit', 'others'],
    ...['slice', 'commit', 'others'],
    ...['slice', 'commit', 'others'],
  ])
})

test('a run that is woken in a quiet host begins before the commit of its order, so that both are one', async () => {
  const { turns } = someTurns()
  const seen: string[] = []
  turns.wake({ work: () => !seen.push('slice') })
  setImmediate(() => seen.push('commit'))
  await rounds(3)
  expect(seen).toEqual(['slice', 'commit'])
})

test('runs that have more to do share the time, one slice after the other', async () => {
  const { turns, takes } = someTurns()
  const seen: string[] = []
  const worker = (name: string, times: number): Worker => ({
    work() {
      takes(5)
      seen.push(name)
      return --times > 0
    },
  })
  turns.wake(worker('a', 3))
  turns.wake(worker('b', 2))
  turns.wake(worker('c', 1))
  await rounds(20)
  expect(seen).toEqual(['a', 'b', 'c', 'a', 'b', 'a'])
})
